import { escapeHtml, type MimeBundle, table } from "../display/mod.ts";
import { percent, whole } from "../display/numbers.ts";
import { HANDOFF_SIDES } from "./divide_traces.ts";
import type { HandoffManifest } from "./manifest.ts";

const COMMANDS = ["uv run train.py", "uv run evaluate.py", "deno task traces score predictions.jsonl"];

/**
 * How a manifest shows itself.
 *
 * @param manifest The manifest.
 * @returns Tables of sides and files, and the commands that come next.
 */
export function manifestBundle(
  { way, maxLength, traces, records, tokens, warnings, files }: HandoffManifest,
): MimeBundle {
  const trained = tokens && tokens.tokens > 0
    ? `, ${percent(tokens.trained / tokens.tokens)} of ${whole(tokens.tokens)} tokens trained`
    : "";
  const sides = table(
    HANDOFF_SIDES.map((side) => ({ side, traces: traces[side], records: records[side] })),
    ["side", "traces", "records"],
    { caption: `${way}, at most ${whole(maxLength)} tokens a record${trained}` },
  );
  const listed = table(files.map(({ name, bytes }) => ({ file: name, bytes })));
  const next = COMMANDS.join("\n");
  return {
    "text/html": [
      ...warnings.map((warning) => `<p><b>WARNING:</b> ${escapeHtml(warning)}</p>`),
      sides.html,
      listed.html,
      `<pre>${escapeHtml(next)}</pre>`,
    ].join(""),
    "text/plain": [...warnings.map((warning) => `WARNING: ${warning}`), sides.text, listed.text, next].join(
      "\n\n",
    ),
  };
}
