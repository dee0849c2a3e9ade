/**
 * What Jupyter is given to show: MIME types to data. JSON types hold objects, binary types hold base64 text.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data
 */
export type MimeBundle = Record<string, unknown>;

/** The MIME type under which JupyterLab draws Vega-Lite; it renders specs of the v6 schema as well. */
export const VEGALITE_MIME = "application/vnd.vegalite.v5+json";

/** The method by which the Deno kernel asks a value to show itself. */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** A value that shows itself when it is the last expression of a notebook cell. */
export interface Displayable {
  /** The value as MIME data; at least `text/plain`. */
  [JUPYTER_DISPLAY](): MimeBundle | Promise<MimeBundle>;
}
