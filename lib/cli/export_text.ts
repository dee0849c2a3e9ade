import { counted } from "../display/numbers.ts";
import { withoutControls } from "../store/terminal.ts";
import type { ExportDone } from "./export_card.ts";

/**
 * What an export did, for a person.
 *
 * @param done What it did.
 * @returns Lines.
 */
export function exportText({ file, card, records, traces, bytes, sha256 }: ExportDone): string {
  return [
    `${counted(records, "record")} of ${counted(traces, "trace")} in ${file} (${counted(bytes, "byte")})`,
    `SHA-256 ${sha256}`,
    `Card: ${card}`,
    "",
  ].join("\n");
}

/**
 * What must not be overlooked.
 *
 * @param done What the export did.
 * @returns Lines for standard error.
 */
export function exportWarnings({ leftOut, repaired }: ExportDone): string[] {
  const warnings = leftOut.map(({ reason, traces, ids }) =>
    `warning: ${counted(traces, "trace")} left out, because ${reason}: ${ids.join(", ")}${
      traces > ids.length ? ", …" : ""
    }`
  );
  if (repaired > 0) {
    warnings.push(`warning: ${counted(repaired, "text")} held half a character, which is written as U+FFFD`);
  }
  return warnings.map(withoutControls);
}
