/** How far a file has come, and who waits for more of it. */
export class ArrivedBytes {
  /** Bytes that are there, from the first on. */
  have = 0;
  #failure: { cause: unknown } | undefined;
  #waiting: { end: number; resume: () => void }[] = [];

  /** Says that the bytes up to `have` are there. */
  reach(have: number): void {
    this.have = have;
    this.#wake();
  }

  /** Says that no more will come: all who wait, and who ask later, are thrown the cause. */
  fail(cause: unknown): void {
    this.#failure = { cause };
    this.#wake();
  }

  /** Whether somebody waits for bytes that are there once `have` are. */
  isAwaited(have: number): boolean {
    return this.#waiting.some(({ end }) => end <= have);
  }

  /** Waits until the bytes up to `end` are there. */
  async until(end: number): Promise<void> {
    if (!this.#failure && end > this.have) {
      await new Promise<void>((resume) => this.#waiting.push({ end, resume }));
    }
    if (this.#failure) throw this.#failure.cause;
  }

  #wake(): void {
    const isReady = ({ end }: { end: number }) => this.#failure !== undefined || end <= this.have;
    const ready = this.#waiting.filter(isReady);
    this.#waiting = this.#waiting.filter((wait) => !isReady(wait));
    for (const { resume } of ready) resume();
  }
}
