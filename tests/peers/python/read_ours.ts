/**
 * For each parquet file named in the JSON list on standard input: one line, a JSON list with every trace's rendered and
 * replayed text in both styles and its tool schemas, as the module gives them. Null where it raises.
 *
 * @module
 */
import { loadTraces, renderTrace, showToolSchemas, type Trace, TraceReplayer } from "tracebook";

type Style = "tutorial" | "guide";

function orNull(text: () => string): string | null {
  try {
    return text();
  } catch {
    return null;
  }
}

const render = (trace: Trace, style: Style) => renderTrace(trace, { style }).text + "\n";
const replay = (trace: Trace, style: Style) =>
  [...new TraceReplayer(trace, { style })].map((step) => step.text + "\n").join("");

for (const file of JSON.parse(await new Response(Deno.stdin.readable).text()) as string[]) {
  const texts: Record<string, string | null>[] = [];
  for await (const trace of loadTraces(file)) {
    texts.push({
      render_tutorial: orNull(() => render(trace, "tutorial")),
      render_guide: orNull(() => render(trace, "guide")),
      replay_tutorial: orNull(() => replay(trace, "tutorial")),
      replay_guide: orNull(() => replay(trace, "guide")),
      schemas: orNull(() => showToolSchemas(trace).text + "\n"),
    });
  }
  console.log(JSON.stringify(texts));
}
