import { counted, whole } from "../../display/numbers.ts";
import type { MaskReport, NothingTrained } from "./mask_report.ts";
import type { MaskSettings } from "./mask_options.ts";

type Counts = Omit<MaskReport, "nothing" | "warnings">;

/**
 * Why a trace trains nothing.
 *
 * @param report What was counted.
 * @param settings How it was masked.
 * @param refused Whether the template refused it.
 * @returns The reason; null if something is trained.
 */
export function whyNothing(
  report: Counts,
  { truncate }: Pick<MaskSettings, "truncate">,
  refused: boolean,
): NothingTrained | null {
  if (report.trained > 0) return null;
  if (refused) return "refused";
  if (report.gptTurns === 0) return "no_gpt_turn";
  if (report.trainable === 0) return "nothing_chosen";
  return ({ windows: "too_long", keep_start: "cut_off", drop: "dropped" } as const)[truncate];
}

const REASONS: Record<NothingTrained, (report: Counts, settings: MaskSettings) => string> = {
  no_gpt_turn: () => "it has no gpt turn",
  nothing_chosen: ({ specialTokens }) =>
    "its gpt turns hold nothing of what is to be trained" +
    (specialTokens > 0 ? ` before ${counted(specialTokens, "special token")} in its texts` : ""),
  cut_off: ({ total }, { maxLength }) =>
    `of its ${whole(total)} tokens only the first ${
      whole(maxLength)
    } are kept, and no gpt turn begins there. ` +
    "Use a longer window, or the truncation windows",
  dropped: ({ total }, { maxLength }) =>
    `its ${whole(total)} tokens are more than ${whole(maxLength)}, and longer traces are dropped`,
  too_long: (_, { maxLength }) =>
    `each of its gpt turns is too long for a window of ${whole(maxLength)} tokens`,
  refused: () => "the chat template refuses it",
};

/**
 * The same in words.
 *
 * @param reason The reason.
 * @param report What was counted.
 * @param settings How it was masked.
 * @returns A part of a sentence that says why and what to do.
 */
export function inWords(reason: NothingTrained, report: Counts, settings: MaskSettings): string {
  return REASONS[reason](report, settings);
}
