import config from "../../../deno.json" with { type: "json" };
import { whole } from "../../display/mod.ts";

/** The version of Tracebook, as data cards and manifests name it. */
export const VERSION: string = config.version;

/** A data file that a card lists. */
export interface DataCardFile {
  /** The file's name, without a folder. */
  name: string;
  /** The file's split, as the hub names it. */
  split: string;
  /** How many records the file holds. */
  records: number;
  /** The file's size in bytes. */
  bytes: number;
  /** The SHA-256 of the file's bytes, in hexadecimal. */
  sha256: string;
}

/** A section of a card. */
export interface DataCardSection {
  /** The section's heading. */
  title: string;
  /** The section's Markdown. */
  body: string;
}

/** Contents of a {@linkcode dataCard}. */
export interface DataCardParts {
  /** The card's title. */
  title: string;
  /** The licence, as the hub spells it: `apache-2.0`, `unknown`. */
  license: string;
  /** The sentence on the licence. */
  licenseNote: string;
  /** The data files. */
  files: readonly DataCardFile[];
  /** The columns with their types, as Python's `datasets` names them. */
  features?: Readonly<Record<string, unknown>>;
  /** The command that made the files. */
  command: string;
  /** The version of Tracebook. */
  version: string;
  /** Further sections, in order. */
  sections: readonly DataCardSection[];
}

/**
 * Writes a data card: Markdown with the front matter that the hub reads. As the `README.md` of a folder it also tells
 * `datasets.load_dataset(folder)` which file is which split. It has no date, so the same files have the same card.
 *
 * @param parts The card's contents.
 * @returns The Markdown.
 * @see https://huggingface.co/docs/hub/datasets-cards
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { dataCard } from "../mod.ts";
 *
 * const card = dataCard({
 *   title: "Traces",
 *   license: "apache-2.0",
 *   licenseNote: "As the source's.",
 *   files: [{ name: "train.jsonl", split: "train", records: 3, bytes: 1200, sha256: "00" }],
 *   command: "export sample --format messages --out train.jsonl",
 *   version: "0.1.0",
 *   sections: [],
 * });
 * assertStringIncludes(card, 'license: "apache-2.0"');
 * assertStringIncludes(card, "| `train.jsonl` | train | 3 |");
 * ```
 */
export function dataCard(parts: DataCardParts): string {
  const { title, license, licenseNote, files, features, command, version, sections } = parts;
  const front = {
    license,
    task_categories: ["text-generation"],
    tags: ["agent-traces", "tool-calling"],
    configs: [{
      config_name: "default",
      data_files: files.map(({ name, split }) => ({ split, path: name })),
    }],
    ...(features ? { dataset_info: { features: featureList(features) } } : {}),
  };
  const rows = files.map(({ name, split, records, bytes, sha256 }) =>
    `| ${codeSpan(name)} | ${split} | ${whole(records)} | ${whole(bytes)} | \`${sha256}\` |`
  );
  const all = [
    {
      title: "Files",
      body: ["| file | split | records | bytes | SHA-256 |", "|---|---|---:|---:|---|", ...rows].join("\n"),
    },
    ...sections,
    { title: "How it was made", body: `Tracebook ${version}:\n\n${codeBlock(command, "sh")}` },
    { title: "Licence", body: licenseNote },
  ];
  const yaml = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join("");
  const body = all.map((section) => `## ${section.title}\n\n${section.body}\n`).join("\n");
  return `---\n${yaml}---\n\n# ${plainMarkdown(title)}\n\n${body}`;
}

/**
 * Converts features from Python's JSON to the front matter's form, in which `list` has the type of items and
 * `struct` the fields.
 */
function featureList(features: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(features).map(([name, type]) => ({ name, ...featureType(type) }));
}

function featureType(type: unknown): Record<string, unknown> {
  const known = type as { _type?: unknown; dtype?: unknown; feature?: unknown };
  if (known._type === "Json") return { dtype: "json" };
  if (known._type === "Value") return { dtype: known.dtype };
  if (known._type !== "List") return { struct: featureList(type as Record<string, unknown>) };
  const item = featureType(known.feature);
  const [only] = Object.values(item);
  return { list: "dtype" in item ? only : "struct" in item ? only : item };
}

/**
 * Escapes text of unknown origin, so that Markdown shows it as it is.
 *
 * @param text Any text.
 * @returns One line, with every sign that Markdown or HTML reads escaped.
 */
export function plainMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()<>#|~!&]/g, "\\$&");
}

/**
 * Writes a name as a code span.
 *
 * @param text Any text.
 * @returns A code span for a table's cell.
 */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + space + line + space + fence;
}

/** Writes a fenced block, with a fence that the code does not hold. */
export function codeBlock(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}
