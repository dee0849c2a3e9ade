import type { OrderedKernel } from "../kernel/ordered_kernel.ts";
import { settlesWithin } from "../kernel/kernel_channels.ts";
import type { ReceivedMessage } from "../kernel/wire.ts";
import { type Failure, replyFailure } from "../run/cell_error.ts";
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

/** Milliseconds that an interrupted cell is given to stop by itself. */
const INTERRUPT_MS = 300;

const GONE = "a new kernel was started: all variables are gone";

/** One cell on its way through the relay. */
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

  /** Interrupts the cell: a loop stops by itself and keeps its variables, an await that never ends costs the kernel. */
  async interrupt(kernel: OrderedKernel): Promise<void> {
    this.#interrupted = true;
    kernel.interrupt();
    if (await settlesWithin(this.ended, INTERRUPT_MS)) return;
    this.#abandon(`the cell was interrupted while it waited, and did not stop; ${GONE}`);
  }

  /** Runs the cell. Outputs are published as they come, the result or the error when all of them are out. */
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
    const run = kernel.run(content, (message) => this.take(message));
    const reply = await Promise.race([run, kernel.ended, this.#abandoned]);
    if (typeof reply === "string") {
      const abandoned = kernel.alive;
      await kernel.close();
      if (abandoned) return await this.#failed({ ename: "Interrupted", evalue: reply, traceback: [] }, true);
      const words = kernel.stderrTail();
      const traceback = words === "" ? [] : words.split("\n");
      return await this.#failed({
        ename: "KernelError",
        evalue: `${reply} before the cell did; ${GONE}`,
        traceback,
      }, true);
    }
    if (this.#result) {
      await this.#clients.pass(this.#result, this.#header, {
        ...this.#result.content,
        execution_count: this.#count,
      });
    }
    const failure = this.#error
      ? this.#error.content as unknown as Failure
      : await replyFailure(reply, content.code);
    if (failure && this.#interrupted) {
      return await this.#failed(
        { ename: "Interrupted", evalue: "the cell was interrupted", traceback: [] },
        false,
      );
    }
    if (failure) return await this.#failed(failure, false);
    return {
      reply: { ...reply.content, execution_count: this.#count },
      result: this.#text,
      kernelEnded: false,
    };
  }

  async #failed(failure: Failure, kernelEnded: boolean): Promise<CellEnd> {
    const { ename, evalue } = failure;
    const traceback = tracebackLines(ename, evalue, failure.traceback);
    const error = { ename, evalue, traceback };
    await this.#clients.publish("error", error, this.#header);
    return {
      reply: { status: "error", ...error, execution_count: this.#count },
      result: this.#text,
      kernelEnded,
    };
  }

  /** Passes on what the kernel publishes, during the cell and after it until the next one. */
  take(message: ReceivedMessage): void {
    switch (message.header.msg_type) {
      case "status":
      case "execute_input":
        return; // the relay says these itself
      case "execute_result":
        if (this.#running) return void (this.#result = message);
        break;
      case "error":
        if (this.#running) return void (this.#error ??= message);
    }
    this.#clients.pass(message, this.#header);
  }

  get #text(): string | null {
    const data = this.#result?.content.data as Record<string, unknown> | undefined;
    return data?.["text/plain"] === undefined ? null : String(data["text/plain"]);
  }

  get #header() {
    return this.request.message.header;
  }
}
