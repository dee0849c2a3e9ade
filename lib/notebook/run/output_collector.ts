import type { JupyterMessage } from "../kernel/wire.ts";
import type { Output } from "./nbformat.ts";

type DisplayOutput = Extract<Output, { output_type: "display_data" | "execute_result" }>;
type ErrorOutput = Extract<Output, { output_type: "error" }>;

/** Outputs by their display id, so that later messages can update them. */
export type DisplayIndex = Map<string, DisplayOutput[]>;

/** UTF-16 units of printed text that are kept of a cell; a line says how many were left out. */
const MAX_STREAM_CHARS = 10_000_000;

/**
 * Collects one cell's outputs from the kernel's messages. The result and the error are held back to the end,
 * because the kernel may send them before text that was printed earlier.
 */
export class OutputCollector {
  #outputs: Output[] = [];
  #pieces: string[] = [];
  #stream: "stdout" | "stderr" | null = null;
  #streamChars = 0;
  #clearNext = false;
  #result: DisplayOutput | null = null;
  #error: ErrorOutput | null = null;
  readonly #displays: DisplayIndex;

  /** Begins with no outputs. `displays` is shared by the cells of a notebook. */
  constructor(displays: DisplayIndex = new Map()) {
    this.#displays = displays;
  }

  /** Adds one message of the iopub channel; messages that are no output are ignored. */
  add(message: JupyterMessage): void {
    const content = message.content;
    switch (message.header.msg_type) {
      case "stream":
        return this.#print(content.name === "stderr" ? "stderr" : "stdout", String(content.text ?? ""));
      case "display_data":
        return this.#push(this.#display("display_data", content));
      case "execute_result":
        this.#result = this.#display("execute_result", content);
        return;
      case "update_display_data":
        for (const shown of this.#displays.get(displayId(content) ?? "") ?? []) {
          shown.data = record(content.data);
          shown.metadata = record(content.metadata);
        }
        return;
      case "clear_output":
        if (content.wait === true) this.#clearNext = true;
        else this.#clear();
        return;
      case "error":
        return this.fail(
          String(content.ename ?? "Error"),
          String(content.evalue ?? ""),
          lines(content.traceback),
        );
    }
  }

  /** Whether an error was seen. */
  get failed(): boolean {
    return this.#error !== null;
  }

  /** Sets the cell's error, unless it has one. */
  fail(ename: string, evalue: string, traceback: string[] = []): void {
    this.#error ??= {
      output_type: "error",
      ename,
      evalue,
      traceback: tracebackLines(ename, evalue, traceback),
    };
  }

  /** Returns the outputs, in order. Nothing may be added afterwards. */
  finish(): Output[] {
    this.#endStream();
    const omitted = this.#streamChars - MAX_STREAM_CHARS;
    if (omitted > 0) {
      const text = `[${omitted} more characters were printed and are left out of the notebook]\n`;
      this.#outputs.push({ output_type: "stream", name: "stderr", text });
    }
    if (this.#result) this.#push(this.#result);
    if (this.#error) this.#push(this.#error);
    return this.#outputs;
  }

  #print(name: "stdout" | "stderr", text: string): void {
    this.#clearIfAsked();
    const room = MAX_STREAM_CHARS - this.#streamChars;
    this.#streamChars += text.length;
    if (room <= 0 || text === "") return;
    if (this.#stream !== name) this.#endStream();
    this.#stream = name;
    this.#pieces.push(text.slice(0, room));
  }

  #endStream(): void {
    if (this.#stream) {
      this.#outputs.push({ output_type: "stream", name: this.#stream, text: this.#pieces.join("") });
    }
    this.#stream = null;
    this.#pieces = [];
  }

  #push(output: Output): void {
    this.#clearIfAsked();
    this.#endStream();
    this.#outputs.push(output);
  }

  #display(type: DisplayOutput["output_type"], content: Record<string, unknown>): DisplayOutput {
    const data = record(content.data), metadata = record(content.metadata);
    const shown: DisplayOutput = type === "display_data"
      ? { output_type: type, data, metadata }
      : { output_type: type, execution_count: Number(content.execution_count ?? 0), data, metadata };
    const id = displayId(content);
    if (id !== null) this.#displays.set(id, [...(this.#displays.get(id) ?? []), shown]);
    return shown;
  }

  #clearIfAsked(): void {
    if (this.#clearNext) this.#clear();
  }

  #clear(): void {
    this.#clearNext = false;
    this.#outputs = [];
    this.#pieces = [];
    this.#stream = null;
    this.#streamChars = 0;
  }
}

function displayId(content: Record<string, unknown>): string | null {
  const id = record(content.transient).display_id;
  return typeof id === "string" ? id : null;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function lines(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * Returns the lines of an error's traceback; for a thrown value that is no Error, whose traceback is empty, the error's name
 * and message.
 */
export function tracebackLines(ename: string, evalue: string, traceback: string[] = []): string[] {
  return traceback.some((line) => line.trim() !== "") ? traceback : [`${ename}: ${evalue}`];
}
