import { FencedKernel } from "./fenced_kernel.ts";
import { type DisplayIndex, OutputCollector } from "./output_collector.ts";
import type { Output } from "./nbformat.ts";
import { replyFailure } from "./reply_failure.ts";
import { TIMED_OUT, within } from "./within.ts";

/** What came of one cell. */
export interface CellResult {
  /** Its outputs, the result or the error last. */
  outputs: Output[];
  /** Whether it ran to its end without an error. */
  ok: boolean;
  /** Whether the kernel ended with it: by a timeout, or by itself. */
  ended: boolean;
}

/** A running Deno kernel that loses and misplaces no output. */
export class Kernel {
  readonly #kernel: FencedKernel;
  readonly #displays: DisplayIndex = new Map();

  private constructor(kernel: FencedKernel) {
    this.#kernel = kernel;
  }

  /**
   * Starts a kernel and waits until it is ready.
   *
   * @param cwd Its working folder.
   * @param timeoutSeconds How long that may take.
   * @returns The kernel; `close` it.
   * @throws {Error} If it does not start, with what it wrote on standard error.
   */
  static async start(cwd: string, timeoutSeconds = 60): Promise<Kernel> {
    return new Kernel(await FencedKernel.start({ cwd, timeoutSeconds }));
  }

  /** The kernel's process id. */
  get pid(): number {
    return this.#kernel.pid;
  }

  /** Whether it can run another cell. */
  get alive(): boolean {
    return this.#kernel.alive;
  }

  /**
   * Runs one cell. An error of the cell, its timeout and the end of the kernel are outputs, not exceptions;
   * after a timeout, and after its end, the kernel is not alive.
   *
   * @param code TypeScript or JavaScript.
   * @param timeoutSeconds How long it may take; without a limit if not given.
   * @returns The outputs.
   */
  async execute(code: string, timeoutSeconds = Infinity): Promise<CellResult> {
    const collector = new OutputCollector(this.#displays);
    const run = this.#run(code, collector);
    const ended = await within(timeoutSeconds * 1000, Promise.race([run, this.#kernel.ended]));
    if (ended === TIMED_OUT) {
      await this.close();
      const what = `the cell did not end within ${timeoutSeconds} s`;
      collector.fail("TimeoutError", `${what}; its kernel was ended, and all its variables are gone`);
    } else if (ended !== undefined) {
      await this.close();
      const words = this.#kernel.lastWords();
      collector.fail("KernelError", `${ended} before the cell did`, words === "" ? [] : words.split("\n"));
    }
    return { ok: !collector.failed, ended: ended !== undefined, outputs: collector.finish() };
  }

  /** Ends the kernel and waits until its process is gone. Closing twice is harmless. */
  close(): Promise<void> {
    return this.#kernel.close();
  }

  /** As `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #run(code: string, collector: OutputCollector): Promise<undefined> {
    const reply = await this.#kernel.run({ code }, (message) => collector.add(message));
    const failure = collector.failed ? null : await replyFailure(reply, code);
    if (failure) collector.fail(failure.ename, failure.evalue, failure.traceback);
  }
}
