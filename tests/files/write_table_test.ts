import { assertEquals, assertRejects } from "@std/assert";
import { pathToFileURL } from "node:url";
import { parse } from "@std/csv";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { FACT_COLUMNS, writeTable } from "tracebook";
import { traceFacts } from "../../lib/measure/mod.ts";
import { inFolder } from "../in_folder.ts";

const COLUMNS = [
  { name: "id", type: "string" },
  { name: "turns", type: "integer" },
  { name: "errors", type: "integer" },
] as const;
const RECORDS = [
  { id: '=1+1, "a"\nb', turns: 7, errors: null },
  { id: "é 漢", turns: -3, errors: 2, more: "is not written" },
];

Deno.test("records are written as CSV: nulls empty, nothing that a spreadsheet runs", () =>
  inFolder(async (folder) => {
    assertEquals(await writeTable(`${folder}/a.csv`, RECORDS, COLUMNS), 2);
    assertEquals(parse(await Deno.readTextFile(`${folder}/a.csv`)), [
      ["id", "turns", "errors"],
      [`'=1+1, "a"\nb`, "7", ""],
      ["é 漢", "-3", "2"],
    ]);
  }));

Deno.test("records are written as parquet with their types", () =>
  inFolder(async (folder) => {
    assertEquals(await writeTable(`${folder}/a.parquet`, RECORDS, COLUMNS), 2);
    const file = await asyncBufferFromFile(`${folder}/a.parquet`);
    assertEquals(await parquetReadObjects({ file, compressors }), [
      { id: '=1+1, "a"\nb', turns: 7n, errors: null },
      { id: "é 漢", turns: -3n, errors: 2n },
    ]);
  }));

Deno.test("no records are a header alone", () =>
  inFolder(async (folder) => {
    assertEquals(await writeTable(`${folder}/a.csv`, [], COLUMNS), 0);
    assertEquals(await Deno.readTextFile(`${folder}/a.csv`), "id,turns,errors\r\n");
  }));

Deno.test("facts are read back from both as they were written", () =>
  inFolder(async (folder) => {
    const facts = [traceFacts({ id: "a", conversations: [{ from: "gpt", value: "<think>a b</think>" }] })];
    await writeTable(`${folder}/facts.csv`, facts, FACT_COLUMNS);
    await writeTable(pathToFileURL(`${folder}/facts.parquet`), facts, FACT_COLUMNS);
    const [line] = parse(await Deno.readTextFile(`${folder}/facts.csv`), { skipFirstRow: true });
    const file = await asyncBufferFromFile(`${folder}/facts.parquet`);
    const [row] = await parquetReadObjects({ file, compressors });
    for (const { name } of FACT_COLUMNS) {
      assertEquals(line![name], String(facts[0]![name] ?? ""));
      assertEquals(String(row![name]), String(facts[0]![name]));
    }
  }));

Deno.test("any other ending is refused, and nothing is written", () =>
  inFolder(async (folder) => {
    await assertRejects(
      () => writeTable(`${folder}/facts.txt`, RECORDS, COLUMNS),
      RangeError,
      "facts.txt: the name must end with .csv or .parquet",
    );
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
