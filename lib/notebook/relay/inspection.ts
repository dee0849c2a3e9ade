import type { OrderedKernel } from "../kernel/ordered_kernel.ts";
import type { ReceivedMessage } from "../kernel/wire.ts";

const INSPECT_MIME = "application/vnd.tracebook.inspect";

/** A name with the names of its properties, to its last character. */
const PATH = /[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;

/**
 * Answers an `inspect_request`: of a function its head, of another value what `Deno.inspect` shows. Only names and
 * properties are looked at; nothing is called but a getter.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
 */
export async function inspection(
  content: Record<string, unknown>,
  kernel: OrderedKernel,
  others: (message: ReceivedMessage) => void,
): Promise<Record<string, unknown>> {
  const path = pathAt(String(content.code ?? ""), Number(content.cursor_pos ?? Infinity));
  let text: string | undefined;
  if (path !== null) {
    await Promise.race([
      kernel.ended,
      kernel.run({ code: lookAt(path), silent: true }, (message) => {
        const data = message.header.msg_type === "display_data" ? message.content.data : undefined;
        const found = (data as Record<string, string> | undefined)?.[INSPECT_MIME];
        if (found === undefined) others(message);
        else text = found;
      }),
    ]);
  }
  const data = text === undefined ? {} : { "text/plain": text };
  return { status: "ok", found: text !== undefined, data, metadata: {} };
}

/**
 * The name at the cursor, with what it is a property of.
 *
 * @returns The path, such as `Deno.readFile`; null if there is none.
 */
export function pathAt(code: string, cursor: number): string | null {
  const points = [...code];
  let end = Math.min(cursor, points.length);
  while (end < points.length && /[\p{ID_Continue}$]/u.test(points[end]!)) end++;
  return PATH.exec(points.slice(0, end).join(""))?.[0] ?? null;
}

function lookAt(path: string): string {
  return `await (${show})(${JSON.stringify(path)}, () => ${path}, ${
    JSON.stringify(INSPECT_MIME)
  }); undefined`;
}

/** Runs in the kernel, sent as its own text: it may use nothing from outside itself. */
async function show(path: string, look: () => unknown, mime: string): Promise<void> {
  const mostChars = 4000;
  const described = (value: unknown) => {
    if (typeof value !== "function") {
      return Deno.inspect(value, { colors: false, depth: 2, iterableLimit: 20 });
    }
    const source = String(value);
    if (/^class\b/.test(source)) return `class ${value.name}`;
    const [head] = /^[^]*?\)(?=\s*(?:\{|=>))/.exec(source) ?? [source.split("\n")[0]!];
    return head;
  };
  try {
    const text = `${path}: ${described(look())}`.slice(0, mostChars);
    await Deno.jupyter.broadcast("display_data", { data: { [mime]: text }, metadata: {}, transient: {} });
  } catch {
    // It is not there.
  }
}
