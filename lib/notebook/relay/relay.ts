import type { Connection } from "../connection.ts";
import { FencedKernel } from "../fenced_kernel.ts";
import type { MessageHeader, ReceivedMessage } from "../wire.ts";
import { ANSWERS } from "./answers.ts";
import { type ClientRequest, ClientSide } from "./client_side.ts";
import { inspection } from "./inspection.ts";
import { InputHistory } from "./input_history.ts";
import { RelayedCell } from "./relayed_cell.ts";

/** Where a relay listens, and how its kernel runs. */
export interface RelayOptions {
  /** From the client's connection file. */
  connection: Connection;
  /** The kernel's working folder. */
  cwd: string;
  /** A folder whose deno.json is taken where that one has none. */
  home: string;
}

/**
 * A Jupyter kernel between clients and a stock `deno jupyter`: what a cell has made is out before the cell is said to
 * have ended, a kernel that ends is started anew behind the same ports, and what the stock kernel leaves to others is
 * answered here.
 */
export class Relay {
  /** Comes when a client has asked for the end. */
  readonly ended: Promise<void>;
  readonly #options: RelayOptions;
  readonly #clients: ClientSide;
  readonly #history = new InputHistory();
  #kernel: Promise<FencedKernel>;
  #end!: () => void;
  #turn: Promise<void> = Promise.resolve();
  #count = 0;
  /** What is published belongs to this cell, also when it has ended. */
  #cell: RelayedCell | null = null;
  /** Cells that were sent before this moment are not run: one before them failed, or was interrupted. */
  #stoppedAt = -Infinity;

  /**
   * Listens, and starts the kernel.
   *
   * @param options Where.
   * @throws {Deno.errors.AddrInUse} If a port is taken.
   */
  constructor(options: RelayOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => this.#end = resolve);
    this.#kernel = this.#start();
    this.#clients = new ClientSide(options.connection, {
      shell: (request) => this.#shell(request),
      control: (request) => this.#control(request),
      answered: (frames) => void this.#kernel.then((kernel) => kernel.answer(frames)),
    });
    this.#clients.publish("status", { execution_state: "starting" }, {});
  }

  /** Ends the kernel, and listens no longer. */
  async close(): Promise<void> {
    this.#clients.close();
    const kernel = await this.#kernel.catch(() => null);
    await kernel?.close();
  }

  #start(): Promise<FencedKernel> {
    const { cwd, home, connection } = this.#options;
    const asked = (question: ReceivedMessage) => {
      if (this.#cell) this.#clients.ask(question, this.#cell.request);
    };
    const kernel = FencedKernel.start({ cwd, home, key: connection.key, asked });
    kernel.catch(() => {}); // whoever needs it learns why it did not start
    return kernel;
  }

  #shell(request: ClientRequest): void {
    const type = request.message.header.msg_type;
    const answer = ANSWERS[type];
    if (answer) this.#whileBusy(request, () => answer(request, this.#kernel, this.#history));
    else if (type === "execute_request") this.#next(request, () => this.#execute(request));
    else if (type === "complete_request") this.#next(request, () => this.#complete(request));
    else if (type === "inspect_request") this.#next(request, () => this.#inspect(request));
    else if (type === "shutdown_request") this.#shutDown(request);
  }

  #control(request: ClientRequest): void {
    const type = request.message.header.msg_type;
    if (type === "interrupt_request") this.#whileBusy(request, () => this.#interrupt(request));
    else if (type === "shutdown_request") this.#shutDown(request);
    else this.#shell(request);
  }

  /** Answers at once, also while a cell runs; that it still does is said again. */
  async #whileBusy({ message: { header } }: ClientRequest, answer: () => Promise<void>): Promise<void> {
    this.#state("busy", header);
    await answer().catch((error) => console.error(error));
    this.#state("idle", header);
    if (this.#cell?.running) this.#state("busy", this.#cell.request.message.header);
  }

  /** Answers when all before has been answered. */
  #next({ message: { header } }: ClientRequest, answer: () => Promise<void>): void {
    this.#turn = this.#turn.then(async () => {
      this.#state("busy", header);
      await answer().catch((error) => console.error(error));
      this.#state("idle", header);
    });
  }

  async #execute(request: ClientRequest): Promise<void> {
    const { header, content } = request.message;
    if (Date.parse(header.date) < this.#stoppedAt) {
      return await request.reply("execute_reply", { status: "aborted", execution_count: this.#count });
    }
    const { code = "", silent = false, store_history: stored = !silent, stop_on_error: stops = true } =
      content;
    const input = !silent && stored ? this.#history.add(++this.#count, String(code)) : null;
    if (!silent) {
      this.#clients.publish("execute_input", { code, execution_count: this.#count }, header);
    }
    const cell = this.#cell = new RelayedCell(request, this.#count, this.#clients);
    const { reply, result, kernelEnded } = await cell.run(this.#kernel);
    if (input) input.output = result;
    if (kernelEnded) this.#kernel = this.#start();
    if (reply.status === "error" && stops) this.#stoppedAt = Date.now();
    await request.reply("execute_reply", reply);
  }

  async #complete({ message: { content }, reply }: ClientRequest): Promise<void> {
    const kernel = await this.#kernel;
    const answer = await Promise.race([kernel.request("complete_request", content), kernel.ended]);
    const none = {
      status: "ok",
      matches: [],
      cursor_start: content.cursor_pos,
      cursor_end: content.cursor_pos,
    };
    await reply("complete_reply", typeof answer === "string" ? { ...none, metadata: {} } : answer.content);
  }

  async #inspect({ message: { content }, reply }: ClientRequest): Promise<void> {
    const others = (message: ReceivedMessage) => this.#cell?.take(message);
    await reply("inspect_reply", await inspection(content, await this.#kernel, others));
  }

  async #interrupt(request: ClientRequest): Promise<void> {
    const cell = this.#cell;
    this.#stoppedAt = Date.now();
    if (cell?.running) await cell.interrupt(await this.#kernel);
    await request.reply("interrupt_reply", { status: "ok" });
  }

  async #shutDown({ message: { header, content }, reply }: ClientRequest): Promise<void> {
    const said = { status: "ok", restart: content.restart === true };
    await Promise.all([reply("shutdown_reply", said), this.#clients.publish("shutdown_reply", said, header)]);
    this.#end();
  }

  #state(execution_state: string, parent: MessageHeader): void {
    this.#clients.publish("status", { execution_state }, parent);
  }
}
