import { OrderedKernel } from "../kernel/ordered_kernel.ts";
import { deadline, isTimeout } from "../kernel/kernel_channels.ts";
import { CellError, type CellFailure, cellFailure, readReplyError } from "./cell_error.ts";
import { cellTags, type CodeCell, joinText, type Notebook, type Output } from "./nbformat.ts";
import { type DisplayIndex, OutputCollector } from "./output_collector.ts";
import { injectParameters, type Parameter } from "./parameters.ts";

/** Progress of a cell, as `onCell` of {@linkcode runNotebook} gets it: once when the cell begins, once when it has ended. */
export interface CellProgress {
  /** Whether the cell begins or has ended. */
  phase: "begin" | "end";
  /** Number of the cell among those that run, from 1. */
  number: number;
  /** How many cells of the notebook run. */
  total: number;
  /** The cell's first line that is not empty, without comment marks. */
  title: string;
  /** Milliseconds that the cell took; 0 when it begins. */
  ms: number;
  /** The cell's failure; null if it did not fail, and when it begins. */
  failure: CellFailure | null;
}

/** Options for {@linkcode runNotebook}. */
export interface RunOptions {
  /**
   * Working folder of the kernel: relative paths in cells and the search for deno.json begin there.
   * @default {"."}
   */
  cwd?: string;
  /**
   * Seconds that one cell may take.
   * @default {120}
   */
  timeoutSeconds?: number;
  /**
   * Seconds that all cells together may take.
   * @default {no limit}
   */
  totalSeconds?: number;
  /**
   * Values to run with instead of those in the cell tagged `parameters`.
   * @default {none}
   */
  parameters?: Readonly<Record<string, Parameter>>;
  /** Called when a cell begins and when it has ended. */
  onCell?: (progress: CellProgress) => void;
  /**
   * Run the cells after a failing one too. After a timeout, or when a cell has ended the kernel,
   * they run in a new kernel.
   * @default {false}
   */
  keepGoing?: boolean;
}

/**
 * Runs all code cells of a notebook in a Deno kernel of its own. Every output is kept, in the cell that made
 * it; the kernel is ended on every way out. Cells cannot ask for input: `prompt()` throws. A cell tagged
 * `skip-execution` does not run and keeps its outputs; one tagged `raises-exception` may fail.
 *
 * @param notebook The notebook; it is not changed.
 * @param options Working folder, limits and progress.
 * @returns The notebook with new outputs; failures, if kept going, are among them (see `notebookFailures`).
 * @throws {CellError} At the first failing cell, unless `keepGoing` is set.
 * @throws {Error} If the kernel does not start.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { runNotebook } from "tracebook/jupyter";
 *
 * const source = "console.log('hello'); 6 * 7";
 * const cell = { cell_type: "code", id: "a", metadata: {}, source, execution_count: null, outputs: [] } as const;
 * const done = await runNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ ...cell, outputs: [] }] });
 * assertEquals(done.cells[0], {
 *   ...cell,
 *   execution_count: 1,
 *   outputs: [
 *     { output_type: "stream", name: "stdout", text: "hello\n" },
 *     { output_type: "execute_result", execution_count: 1, data: { "text/plain": "42" }, metadata: {} },
 *   ],
 * });
 * ```
 */
export async function runNotebook(notebook: Notebook, options: RunOptions = {}): Promise<Notebook> {
  const { cwd = ".", timeoutSeconds = 120, totalSeconds = Infinity, onCell = () => {}, keepGoing = false } =
    options;
  const totalEnd = performance.now() + totalSeconds * 1000;
  if (!(timeoutSeconds > 0)) {
    throw new RangeError(
      `Cannot run a notebook with a limit of ${timeoutSeconds} s a cell: it must be positive`,
    );
  }
  const { parameters } = options;
  const executed = structuredClone(parameters ? injectParameters(notebook, parameters).notebook : notebook);
  const cells = executed.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && !cellTags(cell).includes("skip-execution") ? [{ cell, index }] : []
  );
  for (const { cell } of cells) Object.assign(cell, { execution_count: null, outputs: [] });
  const running = cells.filter(({ cell }) => joinText(cell.source).trim() !== "");
  let kernel = null as NotebookKernel | null;
  try {
    for (const [at, { cell, index }] of running.entries()) {
      const step = { number: at + 1, total: running.length, title: cellTitle(joinText(cell.source)) };
      onCell({ ...step, phase: "begin", ms: 0, failure: null });
      // A kernel that ended by itself between two cells is not replaced: the next cell reports it.
      kernel ??= await NotebookKernel.start(cwd);
      const begin = performance.now();
      const left = Math.max(0.001, (totalEnd - begin) / 1000);
      const { kernelEnded } = await runCell(kernel, cell, at + 1, Math.min(timeoutSeconds, left));
      if (kernelEnded) kernel = null;
      if (performance.now() > totalEnd) nameTotalLimit(cell, totalSeconds);
      const failure = cellFailure(cell, index);
      onCell({ ...step, phase: "end", ms: performance.now() - begin, failure });
      if (failure && !keepGoing) throw new CellError(failure, executed);
    }
    return executed;
  } finally {
    await kernel?.close();
  }
}

async function runCell(kernel: NotebookKernel, cell: CodeCell, count: number, timeoutSeconds: number) {
  const result = await kernel.execute(joinText(cell.source), timeoutSeconds);
  for (const output of result.outputs) {
    if (output.output_type === "execute_result") output.execution_count = count;
  }
  cell.execution_count = count;
  cell.outputs = result.outputs;
  return result;
}

/** Makes a timeout error name the limit for all cells together. */
function nameTotalLimit(cell: CodeCell, totalSeconds: number): void {
  const error = cell.outputs.find((output) => output.output_type === "error");
  if (error?.ename !== "TimeoutError") return;
  error.evalue = `all cells together did not end within ${
    Number(totalSeconds.toFixed(1))
  } s; the kernel was ended in this one`;
  error.traceback = [`${error.ename}: ${error.evalue}`];
}

function cellTitle(source: string): string {
  const line = source.split("\n").map((line) => line.trim()).find((line) => line !== "") ?? "";
  return line.replace(/^(\/\/+|\/\*+)\s*/, "").replace(/\s*\*\/$/, "");
}

/** Result of {@linkcode NotebookKernel.execute}. */
interface CellResult {
  /** The cell's outputs, the result or the error last. */
  outputs: Output[];
  /** Whether the cell ran to its end without an error. */
  ok: boolean;
  /** Whether the kernel ended with the cell: by a timeout, or by itself. */
  kernelEnded: boolean;
}

/** A kernel that runs cells one by one and returns their outputs as a notebook stores them. */
export class NotebookKernel {
  readonly #kernel: OrderedKernel;
  readonly #displays: DisplayIndex = new Map();

  private constructor(kernel: OrderedKernel) {
    this.#kernel = kernel;
  }

  /**
   * Starts a kernel and waits until it is ready.
   *
   * @throws {Error} If it does not start, with what it wrote on standard error.
   */
  static async start(cwd: string, timeoutSeconds = 60): Promise<NotebookKernel> {
    return new NotebookKernel(await OrderedKernel.start({ cwd, timeoutSeconds }));
  }

  /** Process id of the kernel. */
  get pid(): number {
    return this.#kernel.pid;
  }

  /** Whether the kernel can run another cell. */
  get alive(): boolean {
    return this.#kernel.alive;
  }

  /**
   * Runs one cell. An error of the cell, a timeout and the end of the kernel become outputs, not exceptions; after the latter
   * two the kernel is not alive.
   */
  async execute(code: string, timeoutSeconds = Infinity): Promise<CellResult> {
    const collector = new OutputCollector(this.#displays);
    const run = this.#run(code, collector);
    let kernelEnded = true;
    try {
      const reason = await deadline(Promise.race([run, this.#kernel.ended]), timeoutSeconds * 1000);
      if (reason === undefined) kernelEnded = false;
      else {
        await this.close();
        const stderr = this.#kernel.stderrTail();
        collector.fail(
          "KernelError",
          `${reason} before the cell did`,
          stderr === "" ? [] : stderr.split("\n"),
        );
      }
    } catch (error) {
      if (!isTimeout(error)) throw error;
      await this.close();
      const what = `the cell did not end within ${timeoutSeconds} s`;
      collector.fail("TimeoutError", `${what}; its kernel was ended, and all its variables are gone`);
    }
    return { ok: !collector.failed, kernelEnded, outputs: collector.finish() };
  }

  /** Ends the kernel and waits until its process is gone. Closing twice is harmless. */
  close(): Promise<void> {
    return this.#kernel.close();
  }

  /** Closes the kernel, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #run(code: string, collector: OutputCollector): Promise<undefined> {
    const reply = await this.#kernel.run({ code }, (message) => collector.add(message));
    const failure = collector.failed ? null : await readReplyError(reply, code);
    if (failure) collector.fail(failure.ename, failure.evalue, failure.traceback);
  }
}
