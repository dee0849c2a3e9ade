// The code that runs in a kernel before the first cell. Functions that run there are sent as their source text,
// so they may use nothing from outside themselves.

/** MIME type of the message by which a barrier is passed. */
export const BARRIER_MIME = "application/vnd.tracebook.barrier";

// deno-lint-ignore no-explicit-any
type Untyped = any;

/**
 * Returns the cell that prepares a fresh kernel: it installs the barrier, joins floods of console lines, reports unhandled
 * rejections, and ends the kernel when the runner is gone.
 *
 * @param runnerPid The process that the kernel must not outlive.
 */
export function preludeCode(
  runnerPid: number,
  { canAsk = false, cwd }: { canAsk?: boolean; cwd?: string } = {},
): string {
  const parts = [
    `(${installBarrier})(${JSON.stringify(BARRIER_MIME)})`,
    `(${watchRunner})(${runnerPid})`,
    `(${reportRejections})()`,
    ...canAsk ? [] : [`(${refuseInput})()`],
    ...cwd === undefined ? [] : [`Deno.chdir(${JSON.stringify(cwd)})`],
  ];
  return `${parts.join("; ")}; undefined`;
}

/** Returns the code of the silent request that follows every cell: it sends the barrier's message. */
export function barrierCode(id: string): string {
  return `await globalThis[Symbol.for("tracebook.barrier")](${JSON.stringify(id)}); undefined`;
}

/** Installs the barrier behind each cell, and joins floods of console lines. */
function installBarrier(mime: string): void {
  const { Console, core, jupyter: internal } = (Deno as Untyped)[(Deno as Untyped).internal];
  const broadcast = Deno.jupyter.broadcast.bind(Deno.jupyter);
  const now = performance.now.bind(performance);
  const later = setTimeout;
  let flush = () => {};

  // The kernel sends one message for each printed line, some 12,000 a second. The first lines of every 20 ms
  // pass as they are; those of a flood are joined. Text goes through the kernel's own queue all the same, so
  // what it prints and what it displays keep their order.
  try {
    let buffered = "", bufferedError = false, since = -Infinity, lines = 0, timerSet = false;
    flush = () => {
      if (buffered !== "") core.print(buffered, bufferedError);
      buffered = "";
    };
    const print = (text: string, isError: boolean) => {
      const time = now();
      if (time - since > 20) {
        flush();
        since = time;
        lines = 0;
      }
      if (isError !== bufferedError || buffered.length > 65536) flush();
      if (lines++ < 100) return core.print(text, isError);
      buffered += text;
      bufferedError = isError;
      if (timerSet) return;
      timerSet = true;
      later(() => {
        timerSet = false;
        flush();
      }, 20);
    };
    const joined = new Console((text: string, level: number) => print(text, level > 1));
    for (const name of Object.getOwnPropertyNames(joined)) {
      if (typeof joined[name] === "function" && name in console) (console as Untyped)[name] = joined[name];
    }
    const before = (object: Untyped, name: string) => {
      const original = object[name];
      object[name] = function (...args: unknown[]) {
        flush();
        return original.apply(this, args);
      };
    };
    before(Deno.jupyter, "broadcast");
    before(Deno.jupyter, "display");
    before(internal, "broadcastResult");
  } catch {
    // Another Deno may lack these internals: lines then arrive one by one.
  }

  const barrier = async (id: string) => {
    flush();
    await broadcast("display_data", { data: { [mime]: id }, metadata: {}, transient: {} });
  };
  Object.defineProperty(globalThis, Symbol.for("tracebook.barrier"), { value: barrier });
}

/** Ends the kernel when the runner is gone; in a worker, so that a cell in an endless loop does not keep it from that. */
function watchRunner(pid: number): void {
  const code = `const end = () => Deno.ppid === ${pid} || Deno.kill(Deno.pid, "SIGKILL");` +
    `end(); setInterval(end, 500);`;
  new Worker("data:text/javascript," + encodeURIComponent(code), { type: "module", name: "tracebook" });
}

/** Prints unhandled rejections, which are silent in the kernel. */
function reportRejections(): void {
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    console.error("Uncaught (in promise)", event.reason);
  });
}

/** Makes `prompt` and `confirm` throw, which without anyone to answer silently give null and false. */
function refuseInput(): void {
  for (const name of ["prompt", "confirm"]) {
    const refuse = () => {
      throw new Error(
        `Cannot ${name}: this notebook is run without anyone to answer. Put the value in the cell.`,
      );
    };
    Object.defineProperty(globalThis, name, { value: refuse, configurable: true, writable: true });
  }
}
