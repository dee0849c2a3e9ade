import { join } from "node:path";
import { type Displayable, displayable } from "../display/mod.ts";
import {
  fileDigest,
  type ProgressSink,
  withStagedFolder,
  writeFileAtomic,
  writeRecords,
} from "../files/mod.ts";
import type { Dataset } from "../load/mod.ts";
import {
  auditMasks,
  filesOf,
  loadTokenizer,
  type MaskReport,
  type MaskSettings,
  maskSettings,
  type Tokenizer,
  VERSION,
} from "../train/mod.ts";
import { type DividedTraces, divideTraces, type FolderSide } from "./divide_traces.ts";
import evaluate from "./folder/evaluate.py" with { type: "text" };
import requirements from "./folder/requirements.txt" with { type: "text" };
import train from "./folder/train.py" with { type: "text" };
import { folderReadme } from "./folder_readme.ts";
import { evenly, HELD_OUT_FIELDS, heldOutRecord, heldOutSteps } from "./held_out_steps.ts";
import { manifestBundle, type TrainedTokens, type TrainingFile, type TrainingManifest } from "./manifest.ts";
import { FOLDER_FORMATS, type FolderFormat, type FolderFormatRules } from "./folder_formats.ts";

/** Options for {@linkcode writeTrainingFolder}. */
export interface TrainingFolderOptions {
  /** The format of the training data: token ids and labels, messages, or the tutorial's text. @default {"tokens"} */
  format?: FolderFormat;
  /** How many traces are used, from the first on; `Infinity` for all. @default {200, as in the tutorial} */
  limit?: number;
  /** The share of the traces that the loss is watched on, 0–1. @default {0.1} */
  validation?: number;
  /** The share of the traces that is held out for evaluation, 0–1. @default {0.1} */
  evaluation?: number;
  /** The most steps to evaluate a model on; they are spread evenly over the held-out traces. @default {200} */
  steps?: number;
  /** The seed of the split. @default {0} */
  seed?: number | bigint;
  /** The most tokens of a record. @default {4096; 16,384 with messages; 1024, the tutorial's, with text} */
  maxLength?: number;
  /** The model's tokenizer, from `loadTokenizer`. @default {Qwen2.5's} */
  tokenizer?: Tokenizer;
  /** Ends the work; no folder is left behind. */
  signal?: AbortSignal;
  /** Called with the progress of writing. */
  onProgress?: ProgressSink;
}

/**
 * Writes a folder that trains and evaluates a model: data to train on, to validate with and to evaluate with, that
 * share no task; `train.py`
 * and `evaluate.py` for TRL and transformers, the tokenizer, a README with the commands, and a manifest with the
 * hash of
 * every file. The folder appears whole or not at all, and is the same for the same traces and options.
 *
 * @param traces The traces.
 * @param folder The folder to write; it is made if it is not there, and must be empty.
 * @param options Format, number of traces, shares, and tokenizer.
 * @returns The manifest. In a notebook it shows as tables, with the commands.
 * @throws {RangeError} If the folder is not empty, a side gets no traces, nothing is trained, or an option is out of range.
 * @throws {TypeError} If the tokenizer is not from `loadTokenizer` or `makeTokenizer`.
 * @see https://huggingface.co/docs/trl/sft_trainer
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadTraces, writeTrainingFolder } from "tracebook";
 *
 * const folder = await Deno.makeTempDir();
 * const { traces, leaks } = await writeTrainingFolder(loadTraces("sample/kimi").take(12), folder, {
 *   validation: 0.2,
 *   evaluation: 0.2,
 * });
 * assertEquals(traces.train + traces.validation + traces.evaluate, 12);
 * assertEquals(leaks.training.task, 0);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeTrainingFolder(
  traces: Dataset,
  folder: string,
  { format = "tokens", limit = 200, steps = 200, seed = 0, ...options }: TrainingFolderOptions = {},
): Promise<TrainingManifest & Displayable> {
  if (!Object.hasOwn(FOLDER_FORMATS, format)) {
    throw new RangeError(`Cannot hand off ${format}: use one of ${Object.keys(FOLDER_FORMATS).join(", ")}`);
  }
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw new RangeError(`Cannot evaluate with ${steps} steps: a whole number of at least 1 is needed`);
  }
  await requireEmpty(folder);
  const rules = FOLDER_FORMATS[format];
  const tokenizer = options.tokenizer ?? await loadTokenizer();
  const { maxLength = rules.maxLength, validation = 0.1, evaluation = 0.1 } = options;
  const settings = maskSettings(tokenizer, { maxLength });
  const limited = Number.isFinite(limit) ? traces.take(limit) : traces;
  const divided = await divideTraces(limited, { validation, evaluation, seed });
  const manifest = await withStagedFolder(folder, async (stage): Promise<TrainingManifest> => {
    await Deno.mkdir(join(stage, "data"));
    await Deno.mkdir(join(stage, "tokenizer"));
    const data = await writeData(stage, divided, { rules, settings, steps, ...options });
    await writeTokenizer(stage, tokenizer);
    const contents: Omit<TrainingManifest, "files"> = {
      tracebook: VERSION,
      way: format,
      maxLength,
      tokenizer: tokenizer.name,
      seed: String(seed),
      traces: divided.counts,
      leaks: { training: divided.leaks, heldOut: divided.heldOutLeaks },
      ...data,
    };
    const texts = { ...FOLDER_FILES, "README.md": folderReadme(contents) };
    for (const [name, text] of Object.entries(texts)) await writeFileAtomic(join(stage, name), text);
    const done = { ...contents, files: await digests(stage) };
    await writeFileAtomic(join(stage, "manifest.json"), `${JSON.stringify(done, null, 2)}\n`);
    return done;
  });
  return displayable(manifest, () => manifestBundle(manifest));
}

/** Throws if the folder holds anything: it may be an older training run. */
async function requireEmpty(folder: string): Promise<void> {
  try {
    for await (const { name } of Deno.readDir(folder)) {
      throw new RangeError(
        `Cannot hand off into ${folder}: it holds ${name}; name a new folder, or empty it`,
      );
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

interface DataOptions extends Pick<TrainingFolderOptions, "signal" | "onProgress"> {
  rules: FolderFormatRules;
  settings: MaskSettings;
  steps: number;
}

async function writeData(
  stage: string,
  { sides, counts }: DividedTraces,
  { rules, settings, steps, ...io }: DataOptions,
): Promise<Pick<TrainingManifest, "records" | "tokens" | "warnings">> {
  const records = { train: 0, validation: 0, evaluate: 0 };
  const reports: MaskReport[] = [];
  async function* recordsOf(side: FolderSide) {
    for await (const trace of sides[side]) {
      io.signal?.throwIfAborted();
      const { records, report } = rules.records(trace, settings);
      if (report && side === "train") reports.push(report);
      yield* records;
    }
  }
  for (const side of ["train", "validation"] as const) {
    const file = join(stage, "data", `${side}.parquet`);
    records[side] = (await writeRecords(file, recordsOf(side), rules.fields, io)).records;
    if (records[side] > 0) continue;
    throw new RangeError(
      `Cannot hand off: none of the ${
        counts[side]
      } traces for ${side} gives a record that trains anything within ` +
        `${settings.maxLength} tokens; allow longer records, or give more traces`,
    );
  }
  records.evaluate = await writeHeldOut(
    join(stage, "data", "evaluate.jsonl"),
    sides.evaluate,
    rules,
    steps,
    io,
  );
  const audit = reports.length > 0 ? auditMasks(reports) : undefined;
  const tokens: TrainedTokens | null = audit
    ? {
      tokens: audit.tokens,
      trained: audit.trained,
      trainable: audit.trainable,
      untrainedTraces: audit.nothing.reduce((sum, { traces }) => sum + traces, 0),
    }
    : null;
  return { records, tokens, warnings: audit?.warnings ?? [] };
}

/** Writes `evaluate.jsonl`; returns how many steps it holds. */
async function writeHeldOut(
  file: string,
  traces: Dataset,
  rules: FolderFormatRules,
  most: number,
  io: Pick<TrainingFolderOptions, "signal" | "onProgress">,
): Promise<number> {
  let all = 0;
  for await (const trace of traces) all += heldOutSteps(trace).length;
  const isTaken = evenly(all, most);
  let seen = 0;
  let taken = 0;
  async function* records() {
    for await (const trace of traces) {
      const wanted = heldOutSteps(trace).filter(() => isTaken(seen++));
      taken += wanted.length;
      if (wanted.length > 0) yield heldOutRecord(trace, wanted, rules);
    }
  }
  await writeRecords(file, records(), HELD_OUT_FIELDS, io);
  return taken;
}

async function writeTokenizer(stage: string, tokenizer: Tokenizer): Promise<void> {
  const files = filesOf(tokenizer);
  const texts = { "tokenizer.json": files.tokenizer, "tokenizer_config.json": files.config };
  for (const [name, content] of Object.entries(texts)) {
    await writeFileAtomic(join(stage, "tokenizer", name), JSON.stringify(content));
  }
}

async function digests(stage: string): Promise<TrainingFile[]> {
  const names: string[] = [];
  for (const folder of ["", "data", "tokenizer"]) {
    for await (const { name, isFile } of Deno.readDir(join(stage, folder))) {
      if (isFile) names.push(folder === "" ? name : `${folder}/${name}`);
    }
  }
  names.sort();
  return await Promise.all(names.map(async (name) => ({ name, ...await fileDigest(join(stage, name)) })));
}

/** The texts of the files that every training folder has, by name. */
const FOLDER_FILES: Readonly<Record<string, string>> = {
  "train.py": train,
  "evaluate.py": evaluate,
  "requirements.txt": requirements,
};
