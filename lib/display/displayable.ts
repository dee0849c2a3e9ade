/**
 * What Jupyter shows of a value: MIME types to data. JSON types hold objects, binary types hold base64 text.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data
 */
export type MimeBundle = Record<string, unknown>;

/** The MIME type under which JupyterLab draws Vega-Lite; it renders specs of the v6 schema as well. */
export const VEGALITE_MIME = "application/vnd.vegalite.v5+json";

/** Name of the method that the Deno kernel calls to display a value. */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** A value with a display of its own when it is the last expression of a notebook cell. */
export interface Displayable {
  /** Returns the value as MIME data, with at least `text/plain`. */
  [JUPYTER_DISPLAY](): MimeBundle | Promise<MimeBundle>;
}

const INSPECT = Symbol.for("Deno.customInspect");

/**
 * Gives a value its display: rich as the last expression of a notebook cell, and plain text in `console.log`, in the
 * REPL and inside arrays and objects.
 *
 * The two methods are symbol properties that are not enumerable, so `JSON.stringify`, `structuredClone`,
 * spread and equality see the plain value.
 *
 * @param value The object to extend; it is changed in place and must not be frozen.
 * @param bundle Makes the MIME bundle, with at least `text/plain`; called at each display.
 * @returns The object that was given.
 * @see https://docs.deno.com/runtime/reference/cli/jupyter/#custom-display
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { displayable, JUPYTER_DISPLAY } from "./mod.ts";
 *
 * const mean = displayable({ turns: 24.3 }, () => ({ "text/plain": "24.3 turns" }));
 * assertEquals(mean[JUPYTER_DISPLAY](), { "text/plain": "24.3 turns" });
 * assertEquals(Deno.inspect([mean]), "[ 24.3 turns ]");
 * assertEquals(JSON.stringify(mean), `{"turns":24.3}`);
 * ```
 */
export function displayable<T extends object>(value: T, bundle: () => MimeBundle): T & Displayable;
/**
 * Gives a value its display, where making that takes time, as a picture does.
 *
 * @param value The object to extend; it is changed in place and must not be frozen.
 * @param bundle Makes the MIME bundle, with at least `text/plain`; called at each display.
 * @param text Makes the plain text for `console.log`, which cannot wait.
 * @returns The object that was given.
 */
export function displayable<T extends object>(
  value: T,
  bundle: () => MimeBundle | Promise<MimeBundle>,
  text: () => string,
): T & Displayable;
export function displayable<T extends object>(
  value: T,
  bundle: () => MimeBundle | Promise<MimeBundle>,
  text: () => string = () => String((bundle() as MimeBundle)["text/plain"]),
): T & Displayable {
  return Object.defineProperties(value, {
    [JUPYTER_DISPLAY]: { value: bundle, configurable: true },
    [INSPECT]: { value: () => text(), configurable: true },
  }) as T & Displayable;
}
