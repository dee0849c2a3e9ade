import { checkRow } from "../load/check_row.ts";
import { folderTokenizer } from "../load/folder_tokenizer.ts";
import { embeddedTokenizer } from "../train/tokenizer/embedded_tokenizer.ts";
import { makeTokenizer } from "../train/tokenizer/make_tokenizer.ts";
import { maskSettings } from "../train/mask/mask_options.ts";
import { maskBySettings } from "../train/mask/mask_trace.ts";
import type { ClusterTask, TaskFlags } from "./cluster_task.ts";

/**
 * Masks a partition: the records of each row, and its report.
 *
 * @param flags The tokenizer's folder (the embedded one without it), and the options of masking as JSON.
 * @returns The task.
 */
export async function maskTask({ tokenizer, options = "{}" }: TaskFlags): Promise<ClusterTask> {
  const made = tokenizer === undefined
    ? await embeddedTokenizer()
    : await makeTokenizer(await folderTokenizer(tokenizer));
  const settings = maskSettings(made, JSON.parse(options));
  return {
    take(row, given) {
      const { records, report } = maskBySettings(checkRow(given, { file: "the data", row }), settings);
      return [
        // all ones: some trainers want it beside labels
        ...records.map((record) => ({
          kind: "record" as const,
          row,
          value: { ...record, attention_mask: record.input_ids.map(() => 1) },
        })),
        { kind: "report", row, value: report },
      ];
    },
    end: () => [],
  };
}
