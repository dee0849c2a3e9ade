import { OrderedKernel } from "../kernel/ordered_kernel.ts";
import type { Connection, MessageHeader, ReceivedMessage } from "../kernel/wire.ts";
import { explainUnparsed } from "../run/cell_error.ts";
import { type ClientRequest, ClientSide } from "./client_side.ts";
import { inspection } from "./inspection.ts";
import { RelayedCell } from "./relayed_cell.ts";

/** Options for {@linkcode Relay}. */
interface RelayOptions {
  /** The client's connection file: where the relay listens. */
  connection: Connection;
  /** Working folder of the kernel. */
  cwd: string;
  /** Folder whose deno.json applies where the working folder has none. */
  home: string;
}

/**
 * A Jupyter kernel between clients and a stock `deno jupyter`: what a cell has made is out before the cell is said to
 * have ended, a kernel that ends is started anew behind the same ports, and what the stock kernel leaves to others is
 * answered here.
 */
export class Relay {
  /** Resolves when a client has asked for the shutdown. */
  readonly ended: Promise<void>;
  readonly #options: RelayOptions;
  readonly #clients: ClientSide;
  readonly #history = new InputHistory();
  #kernel: Promise<OrderedKernel>;
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

  #start(): Promise<OrderedKernel> {
    const { cwd, home, connection } = this.#options;
    const onInputRequest = (question: ReceivedMessage) => {
      if (this.#cell) this.#clients.ask(question, this.#cell.request);
    };
    const kernel = OrderedKernel.start({ cwd, home, key: connection.key, onInputRequest });
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

/** Answers one request. */
type Answer = (
  request: ClientRequest,
  kernel: Promise<OrderedKernel>,
  history: InputHistory,
) => Promise<void>;

/** Answers that do not wait for cells, by the type of the request. */
const ANSWERS: Record<string, Answer> = {
  async kernel_info_request({ reply }, kernel) {
    await reply("kernel_info_reply", (await kernel).info);
  },
  async is_complete_request({ message, reply }) {
    await reply("is_complete_reply", await completeness(String(message.content.code ?? "")));
  },
  async history_request({ message, reply }, _kernel, history) {
    await reply("history_reply", { status: "ok", history: history.find(message.content) });
  },
  async comm_info_request({ reply }) {
    await reply("comm_info_reply", { status: "ok", comms: {} });
  },
  async comm_open({ message, publish }) {
    // there is nothing here to speak with
    await publish("comm_close", { comm_id: message.content.comm_id, data: {} });
  },
};

/** What the parser says where the text ends too soon. */
const TOO_SHORT = /\beof\b|UnterminatedTpl|Unterminated (?:template|block comment)/i;

/**
 * Whether a cell is complete, for consoles in which Enter runs it.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
 */
async function completeness(code: string): Promise<{ status: string; indent?: string }> {
  if (code.trim() === "") return { status: "complete" };
  const fault = await explainUnparsed(code);
  if (fault.line === undefined) return { status: "complete" };
  if (!TOO_SHORT.test(fault.message) && !await isComplete(`${code} 0`)) return { status: "invalid" };
  const last = code.trimEnd().split("\n").at(-1)!;
  const [indent] = /^\s*/.exec(last)!;
  return { status: "incomplete", indent: /[{([]$/.test(last.trimEnd()) ? `${indent}  ` : indent };
}

/** Whether an expression is all that was missing, or all before the end. */
async function isComplete(code: string): Promise<boolean> {
  const fault = await explainUnparsed(code);
  return fault.line === undefined || TOO_SHORT.test(fault.message);
}

/** A cell that was run. */
interface Input {
  line: number;
  source: string;
  /** The cell's result as plain text; null if it has none, or not yet. */
  output: string | null;
}

/** An entry of the history as the protocol has it; with output if the client asks for it. */
type HistoryEntry = [session: number, line: number, input: string | [input: string, output: string | null]];

const SESSION = 1;

/** The cells that were run, for clients that ask for the history. */
class InputHistory {
  readonly #inputs: Input[] = [];

  /** Adds a cell. */
  add(line: number, source: string): { output: string | null } {
    const input = { line, source, output: null };
    this.#inputs.push(input);
    return input;
  }

  /**
   * Answers a `history_request`.
   *
   * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
   */
  find(content: Record<string, unknown>): HistoryEntry[] {
    const inputs = this.#chosen(content);
    const { hist_access_type: access, n, output } = content;
    const last = typeof n === "number" && access !== "range"
      ? inputs.slice(Math.max(0, inputs.length - n))
      : inputs;
    return last.map((
      input,
    ) => [SESSION, input.line, output === true ? [input.source, input.output] : input.source]);
  }

  #chosen(
    { hist_access_type: access, start, stop, pattern = "*", unique }: Record<string, unknown>,
  ): Input[] {
    if (access === "range") {
      const end = typeof stop === "number" ? stop : Infinity;
      return this.#inputs.filter(({ line }) => line >= Number(start ?? 0) && line < end);
    }
    if (access !== "search") return this.#inputs;
    const matches = wildcard(String(pattern));
    const found = this.#inputs.filter(({ source }) => matches.test(source));
    if (unique !== true) return found;
    const latest = new Map(found.map((input) => [input.source, input]));
    return found.filter((input) => latest.get(input.source) === input);
  }
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replaceAll(/[^*?]/gs, (plain) => RegExp.escape(plain))
    .replaceAll(/\*+/g, "[^]*").replaceAll("?", "[^]");
  return new RegExp(`^${source}$`);
}
