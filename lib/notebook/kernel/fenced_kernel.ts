import { resolve } from "node:path";
import { KernelChannels, TIMED_OUT, within } from "./kernel_channels.ts";
import { findConfig, type KernelProcess, startKernelProcess } from "./kernel_process.ts";
import { FENCE_MIME, fenceCode, preludeCode } from "./prelude.ts";
import { newConnection, type ReceivedMessage } from "./wire.ts";

/** What a cell is run with. */
export interface ExecuteContent extends Record<string, unknown> {
  /** TypeScript or JavaScript. */
  code: string;
}

/** How a kernel is started. */
export interface FencedKernelOptions {
  /** Its working folder. */
  cwd: string;
  /** How long starting may take. @default {60} */
  timeoutSeconds?: number;
  /** Gets the questions of cells to the user; without it, asking throws. */
  asked?: (message: ReceivedMessage) => void;
  /** A folder whose deno.json it takes where its own has none, nor one above. @default {none} */
  home?: string;
  /** The key that messages are signed with. @default {a fresh one} */
  key?: string;
}

/** A fence that is not back after this long without any message at all will not come back. */
const QUIET_MS = 2000;
const START_ATTEMPTS = 5;

/** A running `deno jupyter` that says what a cell has made before it says that the cell has ended. */
export class FencedKernel {
  /** Comes with the reason when the kernel has ended. */
  readonly ended: Promise<string>;
  readonly #process: KernelProcess;
  #reportEnd!: (reason: string) => void;
  #alive = true;
  #channels: KernelChannels | null = null;
  #take: (message: ReceivedMessage) => void = () => {};
  #fence: { id: string; back: () => void } | null = null;

  private constructor(process: KernelProcess) {
    this.#process = process;
    this.ended = new Promise((resolve) => {
      this.#reportEnd = (reason) => {
        this.#alive = false;
        resolve(reason);
      };
    });
    process.status.then(({ code, signal }) =>
      this.#reportEnd(`the kernel ended ${signal ? `by signal ${signal}` : `with exit code ${code}`}`)
    );
  }

  /**
   * Starts a kernel and waits until it is ready.
   *
   * @param options Where, and who answers its questions.
   * @returns The kernel; `close` it.
   * @throws {Error} If it does not start, with what it wrote on standard error.
   */
  static async start(options: FencedKernelOptions): Promise<FencedKernel> {
    const { cwd, home, timeoutSeconds = 60, asked, key } = options;
    // The folder in which it starts decides which deno.json it takes; it can go elsewhere later.
    const first = home === undefined || findConfig(resolve(cwd)) ? cwd : home;
    const stop = AbortSignal.timeout(timeoutSeconds * 1000);
    for (let attempt = 1;; attempt++) {
      const connection = newConnection(key);
      const process = startKernelProcess(connection, first);
      const kernel = new FencedKernel(process);
      const ended = new AbortController();
      kernel.ended.then((reason) => ended.abort(new Error(reason)));
      const aborted = AbortSignal.any([stop, ended.signal]);
      try {
        kernel.#channels = await KernelChannels.connect(connection, {
          published: (message) => kernel.#published(message),
          broken: (reason) => kernel.#reportEnd(reason),
          asked,
        }, aborted);
        process.forgetConnection();
        const prelude = {
          code: preludeCode(Deno.pid, {
            canAsk: asked !== undefined,
            cwd: first === cwd ? undefined : resolve(cwd),
          }),
          silent: true,
        };
        const refused = new Promise<never>((_, refuse) => {
          aborted.addEventListener("abort", () => refuse(aborted.reason), { once: true });
        });
        const { content } = await Promise.race([kernel.run(prelude, () => {}), refused]);
        if (content.status !== "ok") throw new Error(`it refused the prelude: ${JSON.stringify(content)}`);
        return kernel;
      } catch (error) {
        const retry = !kernel.alive && !stop.aborted && attempt < START_ATTEMPTS;
        await kernel.close();
        // It may have ended because another program took one of its ports: choose others.
        if (retry) continue;
        const reason = stop.aborted
          ? `it was not ready within ${timeoutSeconds} s`
          : (error as Error).message;
        throw new Error(`Cannot start a Deno kernel: ${reason}\n${process.lastWords()}`.trim());
      }
    }
  }

  /** The kernel's process id. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Whether it can run another cell. */
  get alive(): boolean {
    return this.#alive;
  }

  /** What it says of itself: the content of a `kernel_info_reply`. */
  get info(): Record<string, unknown> {
    return this.#channels!.info;
  }

  /** What it wrote last on its own standard error, less what every kernel writes there. */
  lastWords(): string {
    return this.#process.lastWords().replace(/^Warning "deno jupyter" is unstable.*\n?/, "");
  }

  /**
   * Runs one cell; the next one may be run when this has come back.
   *
   * @param content The cell.
   * @param take Gets everything that the kernel publishes, until another cell is run: whichever request the kernel
   * names as its parent, it belongs to this cell.
   * @returns The kernel's reply, after everything that the cell has sent; pending for ever if the kernel ends.
   */
  async run(content: ExecuteContent, take: (message: ReceivedMessage) => void): Promise<ReceivedMessage> {
    this.#take = take;
    const reply = await this.request("execute_request", { ...PLAIN, ...content });
    // What the cell has sent may still be on its way: wait until a message sent after all of it is back.
    const id = crypto.randomUUID();
    const back = new Promise<void>((resolve) => this.#fence = { id, back: resolve });
    await this.request("execute_request", {
      ...PLAIN,
      code: fenceCode(id),
      silent: true,
      store_history: false,
    });
    await this.#quietOr(back);
    this.#fence = null;
    return reply;
  }

  /**
   * Sends a request on the shell channel.
   *
   * @param type Such as "complete_request".
   * @param content Its content.
   * @returns The reply; pending for ever if none comes.
   */
  request(type: string, content: Record<string, unknown>): Promise<ReceivedMessage> {
    return this.#channels!.request(type, content);
  }

  /** Asks the kernel to stop the cell that runs: a loop ends, a wait does not. */
  interrupt(): void {
    this.#channels?.interrupt();
  }

  /**
   * Answers a question of a cell.
   *
   * @param frames The user's `input_reply`, as it came.
   */
  async answer(frames: Uint8Array[]): Promise<void> {
    await this.#channels?.answer(frames);
  }

  /** Ends the kernel and waits until its process is gone. Closing twice is harmless. */
  async close(): Promise<void> {
    this.#alive = false;
    await this.#channels?.close();
    await this.#process.kill();
  }

  /** Waits for `back`, but not if nothing at all comes from the kernel for a while. */
  async #quietOr(back: Promise<void>): Promise<void> {
    while (true) {
      const left = this.#channels!.lastTraffic + QUIET_MS - performance.now();
      if (left <= 0 || await within(left, back) !== TIMED_OUT) return;
    }
  }

  #published(message: ReceivedMessage): void {
    if (this.#fence && message.header.msg_type === "display_data") {
      const data = message.content.data as Record<string, unknown> | undefined;
      if (data?.[FENCE_MIME] === this.#fence.id) return this.#fence.back();
    }
    this.#take(message);
  }
}

const PLAIN = {
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: false,
  stop_on_error: false,
};
