import { percent, whole } from "../display/mod.ts";
import { plainMarkdown } from "../train/mod.ts";
import { FOLDER_SIDES } from "./divide_traces.ts";
import type { TrainingManifest } from "./manifest.ts";
import type { FolderFormat } from "./folder_formats.ts";

/** What is trained in each format, for the README. */
const FORMAT_TEXTS: Record<FolderFormat, string> = {
  tokens:
    "Records are token ids and labels, made already: what the model said is trained, up to the token that ends its turn, " +
    "and nothing else. Longer traces are cut between steps into windows, each with the system prompt, which lists the " +
    "tools that its trace uses. `train.py` checks that the labels reach the model as they are.",
  messages:
    "Records are messages with calls and tools. TRL tokenises them and trains what the assistant says " +
    "(`assistant_only_loss`); the chat template lists the tools, so the system prompt does not. What is longer than a " +
    "record is cut off at its end.",
  text:
    "Records are one text each, as the tutorial trains on: tools' turns as the user's with the prefix `[TOOL]`, and every " +
    "token is trained. The system prompt alone is longer than the tutorial's 1,024 tokens, so **nothing else is " +
    "trained**; `train.py` says so.",
};

/** The use of each side, for the README's table. */
const SIDE_TEXTS: Record<(typeof FOLDER_SIDES)[number], string> = {
  train: "to train on",
  validation: "to watch the loss",
  evaluate: "to evaluate with (steps)",
};

/** Returns the README of a training folder as Markdown. */
export function folderReadme(manifest: Omit<TrainingManifest, "files">): string {
  const { tracebook, way, maxLength, tokenizer, seed, traces, records, tokens, warnings } = manifest;
  const rows = FOLDER_SIDES.map((side) =>
    `| ${SIDE_TEXTS[side]} | ${whole(traces[side])} | ${whole(records[side])} |`
  );
  const trained = tokens === null ? [] : [
    `${whole(tokens.trained)} of ${whole(tokens.tokens)} tokens are trained` +
    `${tokens.tokens > 0 ? ` (${percent(tokens.trained / tokens.tokens)})` : ""}, of ${
      whole(tokens.trainable)
    } that records of any length would train.`,
    "",
  ];
  return [
    "# Training on agent traces",
    "",
    "```sh",
    "uv run train.py",
    "uv run evaluate.py",
    "deno task traces score predictions.jsonl",
    "```",
    "",
    "The first two need [uv](https://docs.astral.sh/uv/), or `pip install -r requirements.txt` and `python` in its place; " +
    "the third a clone of Tracebook. `uv run train.py --smoke` and `uv run evaluate.py --smoke` try everything in minutes, " +
    "on a CPU and without a hub, with a tiny model of random weights. Options: `--help`; several GPUs: " +
    "`accelerate launch train.py`; adapters: `--lora`; go on after a stop: `--resume`.",
    "",
    "To see whether training helped, evaluate before and after, and compare:",
    "",
    "```sh",
    "uv run evaluate.py --model Qwen/Qwen2.5-0.5B-Instruct --out before.jsonl",
    "deno task traces score predictions.jsonl --before before.jsonl",
    "```",
    "",
    "## What is trained",
    "",
    FORMAT_TEXTS[way],
    "",
    "|  | traces | records |",
    "|---|---:|---:|",
    ...rows,
    "",
    ...trained,
    ...warnings.flatMap((warning) => [`**Mind:** ${plainMarkdown(warning)}`, ""]),
    `No task is on two sides (\`manifest.json\` has the proof). Made by Tracebook ${tracebook}: records of at most ${
      whole(maxLength)
    } tokens, tokenizer ${plainMarkdown(tokenizer)}, seed ${seed}.`,
    "",
    "## Evaluation",
    "",
    "`evaluate.py` asks the model for the next turn of held-out steps, with all that came before, and all tools listed as " +
    "the trace has them. `traces score` then tells the form of calls apart from the choice of tools, and puts both beside " +
    "what guessing reaches.",
    "",
    "## Licence",
    "",
    "The data is under the licence of the traces it is made from. The scripts are Tracebook's, Apache-2.0. `tokenizer/` is a " +
    `copy of ${
      plainMarkdown(tokenizer)
    }'s files under their own licence (Qwen2.5's: Apache-2.0, by the Qwen team).`,
    "",
  ].join("\n");
}
