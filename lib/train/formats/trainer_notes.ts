import { codeBlock } from "./data_card.ts";
import type { FileFormat } from "./formats.ts";

/** How a trainer takes a file, by its documentation. */
interface TrainerNote {
  trainer: string;
  /** The page that says so. */
  page: string;
  language: "python" | "yaml" | "json";
  code(file: string): string;
}

const builder = (file: string) => file.endsWith(".parquet") ? "parquet" : "json";
const load = (file: string) =>
  `load_dataset(${JSON.stringify(builder(file))}, data_files=${JSON.stringify(file)}, split="train")`;

const trl = (settings = ""): TrainerNote => ({
  trainer: "TRL",
  page: "https://huggingface.co/docs/trl/dataset_formats",
  language: "python",
  code: (file) =>
    [
      "from datasets import load_dataset",
      "from trl import SFTConfig, SFTTrainer",
      "",
      `dataset = ${load(file)}`,
      `args = SFTConfig(output_dir="out"${settings})`,
      'SFTTrainer(model="…", args=args, train_dataset=dataset).train()',
    ].join("\n"),
});

const axolotl = (page: string, lines: readonly string[]): TrainerNote => ({
  trainer: "axolotl",
  page: `https://docs.axolotl.ai/docs/${page}`,
  language: "yaml",
  code: (file) =>
    [
      "datasets:",
      `  - path: ${JSON.stringify(file)}`,
      `    ds_type: ${builder(file)}`,
      ...lines.map((line) => `    ${line}`),
    ].join("\n"),
});

const CHAT_TEMPLATE = axolotl("dataset-formats/conversation.html", [
  "type: chat_template",
  "field_messages: messages",
  'roles_to_train: ["assistant"]',
]);

const COMPLETION = axolotl("dataset-formats/pretraining.html", ["type: completion", "field: text"]);

const UNSLOTH_PAGE = "https://unsloth.ai/docs/get-started/fine-tuning-llms-guide/datasets-guide";

const UNSLOTH_MESSAGES: TrainerNote = {
  trainer: "unsloth",
  page: UNSLOTH_PAGE,
  language: "python",
  code: (file) =>
    [
      "from datasets import load_dataset",
      "",
      `dataset = ${load(file)}`,
      "dataset = dataset.map(",
      "    lambda rows: {",
      '        "text": [tokenizer.apply_chat_template(m, tokenize=False) for m in rows["messages"]]',
      "    },",
      "    batched=True,",
      ')  # then SFTTrainer with dataset_text_field="text"',
    ].join("\n"),
};

const UNSLOTH_TEXT: TrainerNote = {
  trainer: "unsloth",
  page: UNSLOTH_PAGE,
  language: "python",
  code: (file) =>
    [
      "from datasets import load_dataset",
      "",
      `dataset = ${load(file)}`,
      'trainer = SFTTrainer(model=model, tokenizer=tokenizer, train_dataset=dataset, dataset_text_field="text")',
    ].join("\n"),
};

const llamaFactory = (entry: (file: string) => object): TrainerNote => ({
  trainer: "LLaMA-Factory",
  page: "https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md",
  language: "json",
  code: (file) => JSON.stringify({ traces: { file_name: file, ...entry(file) } }, null, 2),
});

const TEXT_NOTES = [trl(), COMPLETION, llamaFactory(() => ({ columns: { prompt: "text" } })), UNSLOTH_TEXT];

const NOTES: Readonly<Record<FileFormat, readonly TrainerNote[]>> = {
  messages: [trl(", assistant_only_loss=True"), CHAT_TEMPLATE, UNSLOTH_MESSAGES],
  tool_calls: [trl(", assistant_only_loss=True"), CHAT_TEMPLATE],
  text: TEXT_NOTES,
  chatml: TEXT_NOTES,
  pairs: [trl()],
  sharegpt: [llamaFactory(() => ({ formatting: "sharegpt", columns: { messages: "conversations" } }))],
  segments: [axolotl("input_output.html", ["type: input_output"])],
};

/**
 * Returns how to configure trainers for a file: for each trainer that documents the format, the settings and their
 * page.
 *
 * @param format The file's format.
 * @param file The file's name.
 * @returns Markdown.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { trainerNotes } from "../mod.ts";
 *
 * assertStringIncludes(trainerNotes("sharegpt", "train.jsonl"), '"messages": "conversations"');
 * ```
 */
export function trainerNotes(format: FileFormat, file: string): string {
  return NOTES[format].map(({ trainer, page, language, code }) =>
    `As [${trainer}](${page}) documents it:\n\n${codeBlock(code(file), language)}`
  ).join("\n\n");
}
