import { newConnection } from "./connection.ts";
import { KernelChannels } from "./kernel_channels.ts";
import { type KernelProcess, startKernelProcess } from "./kernel_process.ts";
import { type DisplayIndex, OutputCollector } from "./output_collector.ts";
import type { Output } from "./nbformat.ts";
import { FENCE_MIME, fenceCode, preludeCode } from "./prelude.ts";
import { explainUnparsed } from "./syntax_error.ts";
import { TIMED_OUT, within } from "./within.ts";
import type { JupyterMessage } from "./wire.ts";

/** What came of one cell. */
export interface CellResult {
  /** Its outputs, the result or the error last. */
  outputs: Output[];
  /** Whether it ran to its end without an error. */
  ok: boolean;
  /** Whether the kernel ended with it: by a timeout, or by itself. */
  ended: boolean;
}

/** A fence that is not back after this long without any message at all will not come back. */
const QUIET_MS = 2000;
const START_ATTEMPTS = 5;

/** A running Deno kernel that loses and misplaces no output. */
export class Kernel {
  /** Resolves with the reason when the kernel has ended. */
  readonly #ended: Promise<string>;
  readonly #process: KernelProcess;
  readonly #displays: DisplayIndex = new Map();
  #reportEnd!: (reason: string) => void;
  #alive = true;
  #channels: KernelChannels | null = null;
  #collector = new OutputCollector();
  #fence: { id: string; back: () => void } | null = null;

  private constructor(process: KernelProcess) {
    this.#process = process;
    this.#ended = new Promise((resolve) => {
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
   * @param cwd Its working folder.
   * @param timeoutSeconds How long that may take.
   * @returns The kernel; `close` it.
   * @throws {Error} If it does not start, with what it wrote on standard error.
   */
  static async start(cwd: string, timeoutSeconds = 60): Promise<Kernel> {
    const stop = AbortSignal.timeout(timeoutSeconds * 1000);
    for (let attempt = 1;; attempt++) {
      const connection = newConnection();
      const process = startKernelProcess(connection, cwd);
      const kernel = new Kernel(process);
      const ended = new AbortController();
      kernel.#ended.then((reason) => ended.abort(new Error(reason)));
      try {
        kernel.#channels = await KernelChannels.connect(
          connection,
          (message) => kernel.#take(message),
          (reason) => kernel.#reportEnd(reason),
          AbortSignal.any([stop, ended.signal]),
        );
        process.forgetConnection();
        const { outputs, ok } = await kernel.execute(preludeCode(Deno.pid), timeoutSeconds);
        if (!ok) throw new Error(`it refused the prelude: ${JSON.stringify(outputs)}`);
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

  /**
   * Runs one cell. An error of the cell, its timeout and the end of the kernel are outputs, not exceptions;
   * after a timeout, and after its end, the kernel is not alive.
   *
   * @param code TypeScript or JavaScript.
   * @param timeoutSeconds How long it may take; without a limit if not given.
   * @returns The outputs.
   */
  async execute(code: string, timeoutSeconds = Infinity): Promise<CellResult> {
    const collector = this.#collector = new OutputCollector(this.#displays);
    const run = this.#runToFence(code, collector);
    const ended = await within(timeoutSeconds * 1000, Promise.race([run, this.#ended]));
    if (ended === TIMED_OUT) {
      this.#alive = false;
      await this.close();
      const what = `the cell did not end within ${timeoutSeconds} s`;
      collector.fail("TimeoutError", `${what}; its kernel was ended, and all its variables are gone`);
    } else if (ended !== undefined) {
      await this.close();
      const words = this.#process.lastWords().replace(/^Warning "deno jupyter" is unstable.*\n?/, "");
      collector.fail("KernelError", `${ended} before the cell did`, words === "" ? [] : words.split("\n"));
    }
    return { ok: !collector.failed, ended: ended !== undefined, outputs: collector.finish() };
  }

  /** Ends the kernel and waits until its process is gone. Closing twice is harmless. */
  async close(): Promise<void> {
    this.#alive = false;
    await this.#channels?.close();
    await this.#process.kill();
  }

  /** As `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #runToFence(code: string, collector: OutputCollector): Promise<void> {
    const channels = this.#channels!;
    const reply = await channels.request("execute_request", executeContent(code, false));
    // What the cell has sent may still be on its way: gather until a message sent after all of it is back.
    const id = crypto.randomUUID();
    const back = new Promise<void>((resolve) => this.#fence = { id, back: resolve });
    const fence = this.#channels!.request("execute_request", executeContent(fenceCode(id), true));
    await fence;
    await this.#quietOr(back);
    this.#fence = null;
    const { status, ename, evalue, traceback } = reply.content;
    if (status === "ok" || collector.failed) return;
    const lines = Array.isArray(traceback) ? traceback.map(String) : [];
    if (evalue === "Execution failed" && lines.length === 0) {
      const unparsed = await explainUnparsed(code);
      collector.fail("SyntaxError", unparsed.message, unparsed.traceback);
    } else collector.fail(String(ename ?? "Error"), String(evalue ?? ""), lines);
  }

  /** Waits for `back`, but not if nothing at all comes from the kernel for a while. */
  async #quietOr(back: Promise<void>): Promise<void> {
    const channels = this.#channels!;
    while (true) {
      const left = channels.lastTraffic + QUIET_MS - performance.now();
      if (left <= 0 || await within(left, back) !== TIMED_OUT) return;
    }
  }

  /** Whatever comes belongs to the cell that runs, whichever request the kernel names as its parent. */
  #take(message: JupyterMessage): void {
    const data = message.content.data as Record<string, unknown> | undefined;
    if (message.header.msg_type === "display_data" && data?.[FENCE_MIME] !== undefined) {
      if (data[FENCE_MIME] === this.#fence?.id) this.#fence!.back();
    } else this.#collector.add(message);
  }
}

function executeContent(code: string, silent: boolean): Record<string, unknown> {
  return {
    code,
    silent,
    store_history: !silent,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: false,
  };
}
