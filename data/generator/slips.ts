import type { Episode } from "./episode.ts";
import type { Json } from "./json.ts";
import { WRONG_NAMES } from "./narration.ts";
import { ODDITY_RATES } from "./oddity_rates.ts";
import { type Played, played } from "./played.ts";
import type { Rng } from "./random.ts";
import type { SampleConfig } from "./sample_options.ts";
import { breakCall, callText } from "./turn_text.ts";

/** Sends one of the calls as broken JSON, which is refused; returns the next thought. */
export function sendBroken(e: Episode, think: string, calls: readonly Played[]): string {
  const texts = calls.map((call) => callText(call.name, call.args));
  const at = e.rng.int(0, texts.length - 1);
  const broken = breakCall(texts[at]!, e.rng);
  const failed = calls.map((call, i) =>
    played(
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

/** Sends a call under a name that does not exist, which is refused; returns the next thought. */
export function sendWrongName(e: Episode, think: string, call: Played): string {
  const wrong = WRONG_NAMES[call.name];
  if (!wrong) return think;
  const name = e.rng.pick(wrong);
  const content = `Tool '${name}' does not exist. Available tools: ${e.start.tools.join(", ")}`;
  e.record(think, [callText(name, call.args)], [played(name, call.args, content, false)]);
  return `There is no tool called ${name}. The right one is ${call.name}.`;
}

/** Late in a long trace the loop reminds the model of its budget: by a key, or by a line after a text. */
export function withBudgetNote(content: Json, steps: number, config: SampleConfig, rng: Rng): Json {
  const late = steps >= 38 && rng.chance(ODDITY_RATES.budgetNote[config] * 4);
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
