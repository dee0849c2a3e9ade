import type { Json } from "../../../lib/python/mod.ts";
import { ODDITY_RATES } from "../oddity_rates.ts";
import type { Rng } from "../random.ts";
import type { SampleConfig } from "../sample_options.ts";
import { type CallWithResult, callWithResult } from "../tools/call_with_result.ts";
import type { EpisodeState } from "./episode_state.ts";
import { callText, malformCall } from "./turn_text.ts";

/** Wrong names that models try for each tool. */
const WRONG_TOOL_NAMES: Record<string, readonly string[]> = {
  terminal: ["bash", "shell", "run_command", "execute_command"],
  read_file: ["cat_file", "view_file", "open_file"],
  search_files: ["grep", "find_files", "list_directory"],
  write_file: ["create_file", "save_file"],
  web_search: ["search_web", "google_search"],
  patch: ["edit_file", "apply_patch"],
};

/** Records one of the calls as broken JSON, which the tool loop refuses, and returns the next thought. */
export function recordMalformedCall(
  e: EpisodeState,
  think: string,
  calls: readonly CallWithResult[],
): string {
  const texts = calls.map((call) => callText(call.name, call.args));
  const at = e.rng.int(0, texts.length - 1);
  const broken = malformCall(texts[at]!, e.rng);
  const failed = calls.map((call, i) =>
    callWithResult(
      call.name,
      call.args,
      i === at
        ? `Error: Invalid JSON arguments. ${broken.complaint}. For tools with no required parameters, use an empty object: {}. Please retry with valid JSON.`
        : "Skipped: other tool call in this response had invalid JSON.",
      false,
    )
  );
  e.record(think, texts.with(at, broken.text), failed);
  return `My last call was not valid JSON: ${broken.cause}. I will send it again properly.`;
}

/** Records a call of a tool that does not exist, which the tool loop refuses, and returns the next thought. */
export function recordUnknownTool(e: EpisodeState, think: string, call: CallWithResult): string {
  const wrong = WRONG_TOOL_NAMES[call.name];
  if (!wrong) return think;
  const name = e.rng.pick(wrong);
  const content = `Tool '${name}' does not exist. Available tools: ${e.start.tools.join(", ")}`;
  e.record(think, [callText(name, call.args)], [callWithResult(name, call.args, content, false)]);
  return `There is no tool called ${name}. The right one is ${call.name}.`;
}

/** Adds, late in a long trace, a reminder of the step budget: as a key of an object, or as a line after a text. */
export function withBudgetNote(content: Json, steps: number, config: SampleConfig, rng: Rng): Json {
  const late = steps >= 38 && rng.chance(ODDITY_RATES.budgetNote[config]);
  if (!late) return content;
  const most = 60;
  const note = `[BUDGET: Iteration ${Math.min(steps, most)}/${most}. ${
    Math.max(0, most - steps)
  } iterations left. Start consolidating your work.]`;
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return `${content}\n\n${note}`;
  }
  return { ...content, _budget_warning: note };
}

const UNCHANGED =
  "File unchanged since last read. The earlier read_file result in this conversation still holds; use it.";

/** Replaces the content of a `read_file` result by a remark where the file is unchanged since it was last read. */
export function shortenRepeatedRead(e: EpisodeState, call: CallWithResult): CallWithResult {
  if (call.name !== "read_file" || !call.ok) return call;
  const path = String(call.args.path);
  const key = JSON.stringify(call.args);
  const content = e.files.get(path) ?? "";
  const before = e.lastRead.get(key);
  e.lastRead.set(key, content);
  e.seen.add(`read ${path}`);
  return before === content ? { ...call, content: { content: UNCHANGED, path, dedup: true } } : call;
}
