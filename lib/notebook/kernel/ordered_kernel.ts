import { resolve } from "node:path";
import { KernelChannels, settlesWithin } from "./kernel_channels.ts";
import { findConfig, type KernelProcess, startKernelProcess } from "./kernel_process.ts";
import { BARRIER_MIME, barrierCode, preludeCode } from "./prelude.ts";
import { newConnection, type ReceivedMessage } from "./wire.ts";

/** Content of an `execute_request`, as far as callers set it. */
export interface ExecuteContent extends Record<string, unknown> {
  /** TypeScript or JavaScript. */
  code: string;
}

/** Options for {@linkcode OrderedKernel.start}. */
export interface OrderedKernelOptions {
  /** Working folder of the kernel. */
  cwd: string;
  /** Seconds that starting may take. @default {60} */
  timeoutSeconds?: number;
  /** Called with each question of a cell to the user; without it, asking throws. */
  onInputRequest?: (message: ReceivedMessage) => void;
  /** Folder whose deno.json applies where the working folder has none, nor one above. @default {none} */
  home?: string;
  /** Key that messages are signed with. @default {a fresh one} */
  key?: string;
}

/** Milliseconds without any message after which the barrier's message is no longer awaited. */
const IDLE_TIMEOUT_MS = 2000;
const START_ATTEMPTS = 5;

/** A running `deno jupyter` whose outputs all arrive before the reply of the cell that made them. */
export class OrderedKernel {
  /** Resolves with the reason when the kernel has ended. */
  readonly ended: Promise<string>;
  readonly #process: KernelProcess;
  #reportEnd!: (reason: string) => void;
  #alive = true;
  #channels: KernelChannels | null = null;
  #onMessage: (message: ReceivedMessage) => void = () => {};
  #barrier: { id: string; pass: () => void } | null = null;

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
   * @throws {Error} If it does not start, with what it wrote on standard error.
   */
  static async start(options: OrderedKernelOptions): Promise<OrderedKernel> {
    const { cwd, home, timeoutSeconds = 60, onInputRequest, key } = options;
    // The folder in which a kernel starts decides which deno.json it uses; the prelude then changes to `cwd`.
    const startFolder = home === undefined || findConfig(resolve(cwd)) ? cwd : home;
    const stop = AbortSignal.timeout(timeoutSeconds * 1000);
    for (let attempt = 1;; attempt++) {
      const connection = newConnection(key);
      const process = startKernelProcess(connection, startFolder);
      const kernel = new OrderedKernel(process);
      const ended = new AbortController();
      kernel.ended.then((reason) => ended.abort(new Error(reason)));
      const aborted = AbortSignal.any([stop, ended.signal]);
      try {
        kernel.#channels = await KernelChannels.connect(connection, {
          onPublished: (message) => kernel.#published(message),
          onBroken: (reason) => kernel.#reportEnd(reason),
          onInputRequest,
        }, aborted);
        process.removeConnectionFile();
        const prelude = {
          code: preludeCode(Deno.pid, {
            canAsk: onInputRequest !== undefined,
            cwd: startFolder === cwd ? undefined : resolve(cwd),
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
        // The kernel may have ended because another program took one of its ports: try with others.
        if (retry) continue;
        const reason = stop.aborted
          ? `it was not ready within ${timeoutSeconds} s`
          : (error as Error).message;
        throw new Error(`Cannot start a Deno kernel: ${reason}\n${process.stderrTail()}`.trim());
      }
    }
  }

  /** Process id of the kernel. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Whether the kernel can run another cell. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Content of the kernel's `kernel_info_reply`. */
  get info(): Record<string, unknown> {
    return this.#channels!.info;
  }

  /** Returns the end of the kernel's standard error, without the warning that every kernel writes there. */
  stderrTail(): string {
    return this.#process.stderrTail().replace(/^Warning "deno jupyter" is unstable.*\n?/, "");
  }

  /**
   * Runs one cell. Cells must not overlap: wait for this before the next one.
   *
   * @returns The kernel's reply, after everything that the cell has sent; pending for ever if the kernel ends.
   */
  async run(
    content: ExecuteContent,
    onMessage: (message: ReceivedMessage) => void,
  ): Promise<ReceivedMessage> {
    this.#onMessage = onMessage;
    const reply = await this.request("execute_request", { ...EXECUTE_DEFAULTS, ...content });
    // What the cell has sent may still be on its way: wait until a message sent after all of it is back.
    const id = crypto.randomUUID();
    const passed = new Promise<void>((resolve) => this.#barrier = { id, pass: resolve });
    await this.request("execute_request", {
      ...EXECUTE_DEFAULTS,
      code: barrierCode(id),
      silent: true,
      store_history: false,
    });
    await this.#barrierOrIdle(passed);
    this.#barrier = null;
    return reply;
  }

  /**
   * Sends a request on the shell channel.
   *
   * @returns The reply; pending for ever if none comes.
   */
  request(type: string, content: Record<string, unknown>): Promise<ReceivedMessage> {
    return this.#channels!.request(type, content);
  }

  /** Asks the kernel to stop the running cell: a loop ends, a pending `await` does not. */
  interrupt(): void {
    this.#channels?.interrupt();
  }

  /** Sends the answer to an input request of a cell. */
  async answer(frames: Uint8Array[]): Promise<void> {
    await this.#channels?.answer(frames);
  }

  /** Ends the kernel and waits until its process is gone. Closing twice is harmless. */
  async close(): Promise<void> {
    this.#alive = false;
    await this.#channels?.close();
    await this.#process.kill();
  }

  /** Waits for the barrier's message, or until the kernel has sent nothing for {@linkcode IDLE_TIMEOUT_MS}. */
  async #barrierOrIdle(passed: Promise<void>): Promise<void> {
    while (true) {
      const left = this.#channels!.lastTraffic + IDLE_TIMEOUT_MS - performance.now();
      if (left <= 0 || await settlesWithin(passed, left)) return;
    }
  }

  #published(message: ReceivedMessage): void {
    if (this.#barrier && message.header.msg_type === "display_data") {
      const data = message.content.data as Record<string, unknown> | undefined;
      if (data?.[BARRIER_MIME] === this.#barrier.id) return this.#barrier.pass();
    }
    this.#onMessage(message);
  }
}

const EXECUTE_DEFAULTS = {
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: false,
  stop_on_error: false,
};
