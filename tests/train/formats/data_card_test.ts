import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { datasetFeatures } from "../../../lib/files/mod.ts";
import { codeBlock, codeSpan, plainMarkdown } from "../../../lib/train/formats/data_card.ts";
import { dataCard, type DataCardParts, FILE_FORMATS, trainerNotes } from "../../../lib/train/mod.ts";

const PARTS: DataCardParts = {
  title: "Traces",
  license: "unknown",
  licenseNote: "As the source's.",
  files: [{ name: "train.jsonl", split: "train", records: 1234, bytes: 5, sha256: "ab" }],
  command: "deno task traces export x.parquet",
  version: "0.1.0",
  sections: [{ title: "What is in it", body: "Nothing." }],
};

/** The front matter; each of its lines is a key and JSON, which YAML reads too. */
const frontMatter = (card: string) => {
  const lines = /^---\n([\s\S]*?)\n---\n/.exec(card)![1]!.split("\n");
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf(": ");
    return [line.slice(0, at), JSON.parse(line.slice(at + 2))];
  }));
};

Deno.test("the front matter names the files of each split, and the types where they are given", () => {
  const features = datasetFeatures({
    id: "string",
    messages: { list: { struct: { role: "string", ok: "bool" } } },
    calls: { list: "json" },
    ids: { list: "int32" },
    nested: { list: { list: "int8" } },
  });
  const { configs, dataset_info, license } = frontMatter(dataCard({ ...PARTS, features }));
  assertEquals(license, "unknown");
  assertEquals(configs[0].data_files, [{ split: "train", path: "train.jsonl" }]);
  assertEquals(dataset_info.features, [
    { name: "id", dtype: "string" },
    { name: "messages", list: [{ name: "role", dtype: "string" }, { name: "ok", dtype: "bool" }] },
    { name: "calls", list: "json" },
    { name: "ids", list: "int32" },
    { name: "nested", list: { list: "int8" } },
  ]);
  assert(!("dataset_info" in frontMatter(dataCard(PARTS))));
});

Deno.test("the card says files, counts, hashes, the command, the version and the licence", () => {
  const card = dataCard(PARTS);
  assertStringIncludes(card, "| `train.jsonl` | train | 1,234 | 5 | `ab` |");
  assertStringIncludes(card, "## What is in it\n\nNothing.\n");
  assertStringIncludes(card, "Tracebook 0.1.0:\n\n```sh\ndeno task traces export x.parquet\n```");
  assertStringIncludes(card, "## Licence\n\nAs the source's.\n");
});

Deno.test("names of unknown origin break neither the table, the code nor the front matter", () => {
  const name = "a|`b`\n---\n<script>.jsonl";
  const card = dataCard({
    ...PARTS,
    title: name,
    files: [{ ...PARTS.files[0]!, name }],
    command: "x\n```\ny",
  });
  assertEquals(frontMatter(card).configs[0].data_files[0].path, name);
  const row = card.split("\n").find((line) => line.startsWith("| ``"))!;
  assertEquals(row, "| ``a\\|`b` --- <script>.jsonl`` | train | 1,234 | 5 | `ab` |");
  assertStringIncludes(card, "# a\\|\\`b\\` --- \\<script\\>.jsonl");
  assertStringIncludes(card, "````sh\nx\n```\ny\n````");
});

Deno.test("marks of Markdown are escaped, fences are longer than what they hold", () => {
  assertEquals(plainMarkdown("*a* [b](c) <d> | e"), "\\*a\\* \\[b\\]\\(c\\) \\<d\\> \\| e");
  assertEquals(codeSpan("`"), "`` ` ``");
  assertEquals(codeBlock("````", "json"), "`````json\n````\n`````");
});

Deno.test("every format says how a trainer takes it, in the builder of the file", () => {
  for (const format of FILE_FORMATS) {
    const lines = trainerNotes(format, "x.jsonl");
    const columns = trainerNotes(format, "x.parquet");
    assertStringIncludes(lines, "https://");
    assertStringIncludes(lines, "x.jsonl");
    assert(!lines.includes("parquet") && !/"json", |ds_type: json/.test(columns), format);
  }
  const [entry] = /\{[\s\S]*\}/.exec(trainerNotes("sharegpt", "x.jsonl"))!;
  assertEquals(JSON.parse(entry), {
    traces: { file_name: "x.jsonl", formatting: "sharegpt", columns: { messages: "conversations" } },
  });
});
