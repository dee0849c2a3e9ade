import { OrderedKernel } from "../kernel/ordered_kernel.ts";
import type { Connection, MessageHeader, ReceivedMessage } from "../kernel/wire.ts";
import { explainUnparsed } from "../run/cell_error.ts";
import { type ClientRequest, ClientSide } from "./client_side.ts";
import { inspectAtCursor } from "./inspection.ts";
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
 * A Jupyter kernel in front of a stock `deno jupyter`: all outputs of a cell are published before its reply, a kernel that
 * ends is replaced behind the same ports, and requests that the stock kernel does not answer are answered here.
 */
export class Relay {
  /** Resolves when a client has asked for the shutdown. */
  readonly ended: Promise<void>;
  readonly #options: RelayOptions;
  readonly #clients: ClientSide;
  readonly #history = new InputHistory();
  #kernel: Promise<OrderedKernel>;
  #end!: () => void;
  #queue: Promise<void> = Promise.resolve();
  #count = 0;
  /** The running or latest cell: messages of the kernel belong to it until the next one begins. */
  #cell: RelayedCell | null = null;
  /** Cells sent before this time (milliseconds since 1970) are not run: one before them failed or was interrupted. */
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
      onShellRequest: (request) => this.#onShellRequest(request),
      onControlRequest: (request) => this.#onControlRequest(request),
      onInputReply: (frames) => void this.#kernel.then((kernel) => kernel.answer(frames)),
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
    kernel.catch(() => {}); // no unhandled rejection: whoever awaits the kernel still sees the error
    return kernel;
  }

  #onShellRequest(request: ClientRequest): void {
    const type = request.message.header.msg_type;
    const answer = ANSWERS[type];
    if (answer) this.#whileBusy(request, () => answer(request, this.#kernel, this.#history));
    else if (type === "execute_request") this.#enqueue(request, () => this.#execute(request));
    else if (type === "complete_request") this.#enqueue(request, () => this.#complete(request));
    else if (type === "inspect_request") this.#enqueue(request, () => this.#inspect(request));
    else if (type === "shutdown_request") this.#shutDown(request);
  }

  #onControlRequest(request: ClientRequest): void {
    const type = request.message.header.msg_type;
    if (type === "interrupt_request") this.#whileBusy(request, () => this.#interrupt(request));
    else if (type === "shutdown_request") this.#shutDown(request);
    else this.#onShellRequest(request);
  }

  /** Answers at once, also while a cell runs; the state of that cell is published again behind the answer. */
  async #whileBusy({ message: { header } }: ClientRequest, answer: () => Promise<void>): Promise<void> {
    this.#publishState("busy", header);
    await answer().catch((error) => console.error(error));
    this.#publishState("idle", header);
    if (this.#cell?.running) this.#publishState("busy", this.#cell.request.message.header);
  }

  /** Answers when all earlier requests of the queue have been answered. */
  #enqueue({ message: { header } }: ClientRequest, answer: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      this.#publishState("busy", header);
      await answer().catch((error) => console.error(error));
      this.#publishState("idle", header);
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
    const onOther = (message: ReceivedMessage) => this.#cell?.onMessage(message);
    await reply("inspect_reply", await inspectAtCursor(content, await this.#kernel, onOther));
  }

  async #interrupt(request: ClientRequest): Promise<void> {
    const cell = this.#cell;
    this.#stoppedAt = Date.now();
    if (cell?.running) await cell.interrupt(await this.#kernel);
    await request.reply("interrupt_reply", { status: "ok" });
  }

  async #shutDown({ message: { header, content }, reply }: ClientRequest): Promise<void> {
    const answer = { status: "ok", restart: content.restart === true };
    await Promise.all([
      reply("shutdown_reply", answer),
      this.#clients.publish("shutdown_reply", answer, header),
    ]);
    this.#end();
  }

  #publishState(execution_state: string, parent: MessageHeader): void {
    this.#clients.publish("status", { execution_state }, parent);
  }
}

/** Answers one request. */
type Answer = (
  request: ClientRequest,
  kernel: Promise<OrderedKernel>,
  history: InputHistory,
) => Promise<void>;

/** Answers to requests that do not wait for cells, by the request's type. */
const ANSWERS: Record<string, Answer> = {
  async kernel_info_request({ reply }, kernel) {
    await reply("kernel_info_reply", (await kernel).info);
  },
  async is_complete_request({ message, reply }) {
    await reply("is_complete_reply", await checkCompleteness(String(message.content.code ?? "")));
  },
  async history_request({ message, reply }, _kernel, history) {
    await reply("history_reply", { status: "ok", history: history.find(message.content) });
  },
  async comm_info_request({ reply }) {
    await reply("comm_info_reply", { status: "ok", comms: {} });
  },
  async comm_open({ message, publish }) {
    // there are no comm targets in this kernel
    await publish("comm_close", { comm_id: message.content.comm_id, data: {} });
  },
};

/** The parser's messages for code that ends too soon. */
const UNEXPECTED_END = /\beof\b|UnterminatedTpl|Unterminated (?:template|block comment)/i;

/**
 * Answers whether a cell is complete, for consoles in which Enter runs it.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
 */
async function checkCompleteness(code: string): Promise<{ status: string; indent?: string }> {
  if (code.trim() === "") return { status: "complete" };
  const fault = await explainUnparsed(code);
  if (fault.line === undefined) return { status: "complete" };
  if (!UNEXPECTED_END.test(fault.message) && !await parsesSoFar(`${code} 0`)) return { status: "invalid" };
  const last = code.trimEnd().split("\n").at(-1)!;
  const [indent] = /^\s*/.exec(last)!;
  return { status: "incomplete", indent: /[{([]$/.test(last.trimEnd()) ? `${indent}  ` : indent };
}

/** Whether code parses, or fails only because it ends too soon. */
async function parsesSoFar(code: string): Promise<boolean> {
  const fault = await explainUnparsed(code);
  return fault.line === undefined || UNEXPECTED_END.test(fault.message);
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
    const inputs = this.#select(content);
    const { hist_access_type: access, n, output } = content;
    const last = typeof n === "number" && access !== "range"
      ? inputs.slice(Math.max(0, inputs.length - n))
      : inputs;
    return last.map((
      input,
    ) => [SESSION, input.line, output === true ? [input.source, input.output] : input.source]);
  }

  #select(
    { hist_access_type: access, start, stop, pattern = "*", unique }: Record<string, unknown>,
  ): Input[] {
    if (access === "range") {
      const end = typeof stop === "number" ? stop : Infinity;
      return this.#inputs.filter(({ line }) => line >= Number(start ?? 0) && line < end);
    }
    if (access !== "search") return this.#inputs;
    const matches = wildcardPattern(String(pattern));
    const found = this.#inputs.filter(({ source }) => matches.test(source));
    if (unique !== true) return found;
    const latest = new Map(found.map((input) => [input.source, input]));
    return found.filter((input) => latest.get(input.source) === input);
  }
}

/** Translates a pattern with `*` and `?`. */
function wildcardPattern(pattern: string): RegExp {
  const source = pattern.replaceAll(/[^*?]/gs, (plain) => RegExp.escape(plain))
    .replaceAll(/\*+/g, "[^]*").replaceAll("?", "[^]");
  return new RegExp(`^${source}$`);
}
