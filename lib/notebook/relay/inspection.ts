import type { OrderedKernel } from "../kernel/ordered_kernel.ts";
import type { ReceivedMessage } from "../kernel/wire.ts";

const INSPECT_MIME = "application/vnd.tracebook.inspect";

/** A name with property names behind it, at the end of a text: `Deno.readFile`. */
const PATH = /[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;

/**
 * Answers an `inspect_request` with a function's signature, or any other value as `Deno.inspect` shows it. Only names and
 * properties are evaluated; nothing is called but a getter.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
 */
export async function inspectAtCursor(
  content: Record<string, unknown>,
  kernel: OrderedKernel,
  onOther: (message: ReceivedMessage) => void,
): Promise<Record<string, unknown>> {
  const path = pathAt(String(content.code ?? ""), Number(content.cursor_pos ?? Infinity));
  let text: string | undefined;
  if (path !== null) {
    await Promise.race([
      kernel.ended,
      kernel.run({ code: inspectionCode(path), silent: true }, (message) => {
        const data = message.header.msg_type === "display_data" ? message.content.data : undefined;
        const found = (data as Record<string, string> | undefined)?.[INSPECT_MIME];
        if (found === undefined) onOther(message);
        else text = found;
      }),
    ]);
  }
  const data = text === undefined ? {} : { "text/plain": text };
  return { status: "ok", found: text !== undefined, data, metadata: {} };
}

/**
 * Finds the name at the cursor, with the objects that it is a property of.
 *
 * @returns The path, such as `Deno.readFile`; null if there is none.
 */
function pathAt(code: string, cursor: number): string | null {
  const points = [...code];
  let end = Math.min(cursor, points.length);
  while (end < points.length && /[\p{ID_Continue}$]/u.test(points[end]!)) end++;
  return PATH.exec(points.slice(0, end).join(""))?.[0] ?? null;
}

function inspectionCode(path: string): string {
  return `await (${sendInspection})(${JSON.stringify(path)}, () => ${path}, ${
    JSON.stringify(INSPECT_MIME)
  }); undefined`;
}

/** Sends a value's description. Runs in the kernel, sent as source text: it may use nothing from outside itself. */
async function sendInspection(path: string, evaluate: () => unknown, mime: string): Promise<void> {
  const maxChars = 4000;
  const describe = (value: unknown) => {
    if (typeof value !== "function") {
      return Deno.inspect(value, { colors: false, depth: 2, iterableLimit: 20 });
    }
    const source = String(value);
    if (/^class\b/.test(source)) return `class ${value.name}`;
    const [signature] = /^[^]*?\)(?=\s*(?:\{|=>))/.exec(source) ?? [source.split("\n")[0]!];
    return signature;
  };
  try {
    const text = `${path}: ${describe(evaluate())}`.slice(0, maxChars);
    await Deno.jupyter.broadcast("display_data", { data: { [mime]: text }, metadata: {}, transient: {} });
  } catch {
    // Nothing has this name.
  }
}
