import type { OrderedKernel } from "../kernel/ordered_kernel.ts";
import { settlesWithin } from "../kernel/kernel_channels.ts";
import type { ReceivedMessage } from "../kernel/wire.ts";
import { type ErrorContent, readReplyError } from "../run/cell_error.ts";
import { tracebackLines } from "../run/output_collector.ts";
import type { ClientRequest, ClientSide } from "./client_side.ts";

/** Result of {@linkcode RelayedCell.run}. */
export interface CellEnd {
  /** Content of the `execute_reply`. */
  reply: Record<string, unknown>;
  /** The cell's result as plain text; null if it has none. */
  result: string | null;
  /** Whether the kernel ended with the cell. */
  kernelEnded: boolean;
}

/** Milliseconds in which an interrupted cell may stop by itself before its kernel is ended. */
const INTERRUPT_MS = 300;

const VARIABLES_GONE = "a new kernel was started: all variables are gone";

/** One cell that a client has sent: runs it, and forwards its outputs to the clients. */
export class RelayedCell {
  /** The client's request. */
  readonly request: ClientRequest;
  /** Resolves when the cell has ended. */
  readonly ended: Promise<void>;
  readonly #count: number;
  readonly #clients: ClientSide;
  readonly #abandoned: Promise<string>;
  #abandon!: (reason: string) => void;
  #end!: () => void;
  #running = true;
  #interrupted = false;
  #result: ReceivedMessage | null = null;
  #error: ReceivedMessage | null = null;

  constructor(request: ClientRequest, count: number, clients: ClientSide) {
    this.request = request;
    this.#count = count;
    this.#clients = clients;
    this.#abandoned = new Promise((resolve) => this.#abandon = resolve);
    this.ended = new Promise((resolve) => this.#end = resolve);
  }

  /** Whether the cell has not ended yet. */
  get running(): boolean {
    return this.#running;
  }

  /** Interrupts the cell: a loop stops and variables stay; a pending `await` does not stop, so the kernel is ended. */
  async interrupt(kernel: OrderedKernel): Promise<void> {
    this.#interrupted = true;
    kernel.interrupt();
    if (await settlesWithin(this.ended, INTERRUPT_MS)) return;
    this.#abandon(`the cell was interrupted while it waited, and did not stop; ${VARIABLES_GONE}`);
  }

  /** Runs the cell. Outputs are published as they come, the result or the error behind all of them. */
  async run(starting: Promise<OrderedKernel>): Promise<CellEnd> {
    try {
      return await this.#run(await starting);
    } catch (error) {
      return await this.#failed(
        { ename: "KernelError", evalue: (error as Error).message, traceback: [] },
        true,
      );
    } finally {
      this.#running = false;
      this.#end();
    }
  }

  async #run(kernel: OrderedKernel): Promise<CellEnd> {
    const { code, silent, store_history, user_expressions, allow_stdin } = this.request.message.content;
    const content = { code: String(code ?? ""), silent, store_history, user_expressions, allow_stdin };
    const run = kernel.run(content, (message) => this.onMessage(message));
    const reply = await Promise.race([run, kernel.ended, this.#abandoned]);
    if (typeof reply === "string") {
      const abandoned = kernel.alive;
      await kernel.close();
      if (abandoned) return await this.#failed({ ename: "Interrupted", evalue: reply, traceback: [] }, true);
      const stderr = kernel.stderrTail();
      const traceback = stderr === "" ? [] : stderr.split("\n");
      return await this.#failed({
        ename: "KernelError",
        evalue: `${reply} before the cell did; ${VARIABLES_GONE}`,
        traceback,
      }, true);
    }
    if (this.#result) {
      await this.#clients.forward(this.#result, this.#header, {
        ...this.#result.content,
        execution_count: this.#count,
      });
    }
    const failure = this.#error
      ? this.#error.content as unknown as ErrorContent
      : await readReplyError(reply, content.code);
    if (failure && this.#interrupted) {
      return await this.#failed(
        { ename: "Interrupted", evalue: "the cell was interrupted", traceback: [] },
        false,
      );
    }
    if (failure) return await this.#failed(failure, false);
    return {
      reply: { ...reply.content, execution_count: this.#count },
      result: this.#resultText,
      kernelEnded: false,
    };
  }

  async #failed(failure: ErrorContent, kernelEnded: boolean): Promise<CellEnd> {
    const { ename, evalue } = failure;
    const traceback = tracebackLines(ename, evalue, failure.traceback);
    const error = { ename, evalue, traceback };
    await this.#clients.publish("error", error, this.#header);
    return {
      reply: { status: "error", ...error, execution_count: this.#count },
      result: this.#resultText,
      kernelEnded,
    };
  }

  /** Forwards a message that the kernel has published, during the cell or after it until the next one. */
  onMessage(message: ReceivedMessage): void {
    switch (message.header.msg_type) {
      case "status":
      case "execute_input":
        return; // the relay publishes its own
      case "execute_result":
        if (this.#running) return void (this.#result = message);
        break;
      case "error":
        if (this.#running) return void (this.#error ??= message);
    }
    this.#clients.forward(message, this.#header);
  }

  get #resultText(): string | null {
    const data = this.#result?.content.data as Record<string, unknown> | undefined;
    return data?.["text/plain"] === undefined ? null : String(data["text/plain"]);
  }

  get #header() {
    return this.request.message.header;
  }
}
