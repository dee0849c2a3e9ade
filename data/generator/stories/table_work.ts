import { addProjectFiles } from "../content/project_files.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { type CallWithResult, callWithResult, terminalCall } from "../tools/call_with_result.ts";
import { writeFile } from "../tools/file_tools.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of working with tables; results are computed from the rows shown. */
export const TABLE_WORK: readonly Story[] = [
  {
    category: "Terminal & Coding",
    subcategory: "Data Processing",
    weight: 4,
    makePlan: (rng) => table(rng, false),
  },
  { category: "Multi-Tool", subcategory: "Data Pipelines", weight: 3, makePlan: (rng) => table(rng, true) },
  { category: "Agent Tools", subcategory: "Code Execution", weight: 3, makePlan: (rng) => table(rng, true) },
];

const SUBJECTS = [
  {
    file: "sales",
    key: "region",
    keys: ["north", "south", "east", "west", "Île-de-France"],
    value: "amount",
  },
  { file: "tickets", key: "team", keys: ["billing", "network", "onboarding", "mobile"], value: "hours" },
  {
    file: "rides",
    key: "station",
    keys: ["Harbour", "Old Town", "Université", "Airport", "中央駅"],
    value: "minutes",
  },
  { file: "harvest", key: "field", keys: ["A1", "A2", "B1", "B2", "C1"], value: "kilos" },
  { file: "energy", key: "meter", keys: ["hall", "kitchen", "server room", "workshop"], value: "kwh" },
  { file: "visits", key: "page", keys: ["/", "/docs", "/pricing", "/blog", "/contact"], value: "count" },
  { file: "loans", key: "branch", keys: ["Nørrebro", "Centrum", "Østerbro", "Amager"], value: "books" },
] as const;

function table(rng: Rng, viaCode: boolean): Plan {
  const subject = rng.pick(SUBJECTS);
  const month = `2026-0${rng.int(1, 3)}`;
  const name = `${subject.file}_${month}.csv`;
  const rows = rng.int(24, 160);
  const asks = rng.sample(
    ["total", "mean", "largest", "count", "smallest", "share", "median"] as const,
    rng.int(2, 7),
  );
  const seed = rng.int(1, 9999);
  const project = rng.pick(PROJECTS);
  return {
    task: `summarise ${name} by ${subject.key}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Summarise ${name} in ${project} by ${subject.key}: I need ${
        asks.slice(0, 2).join(" and ")
      } of ${subject.value}.`,
      `What does ${name} (folder ${project}) say about ${subject.value} per ${subject.key}? Write it to summary.csv as well.`,
      `Please group data/${name} by ${subject.key} and tell me which one leads in ${subject.value}. The project is ${project}.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "Look at the header and a few rows before computing anything.",
      "Rows without a value must not count as zero.",
      "The totals should add up to the total of the whole file; check that.",
      "Names with accents have to survive the way through the script.",
    ],
    requiredTools: viaCode ? ["execute_code"] : [],
    play(e) {
      const path = `data/${name}`;
      const data: [string, number | null][] = [];
      for (let i = 0; i < rows; i++) {
        const key = subject.keys[(i * 7 + seed + e.rng.int(0, 3)) % subject.keys.length]!;
        data.push([key, e.rng.chance(0.04) ? null : e.rng.int(1, 400)]);
      }
      const lines = data.map(([key, value], i) =>
        `${i + 1},${month}-${String(i % 28 + 1).padStart(2, "0")},${key},${value ?? ""}`
      );
      e.files.put(path, `id,date,${subject.key},${subject.value}\n${lines.join("\n")}\n`);
      addProjectFiles(e.files, e.rng, { name: project });
      const missing = data.filter(([, value]) => value === null).length;
      const groups = new Map<string, number[]>();
      for (const [key, value] of data) if (value !== null) groups.set(key, [...groups.get(key) ?? [], value]);
      const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
      const ranked = [...groups].sort((a, b) => sum(b[1]) - sum(a[1]) || (a[0] < b[0] ? -1 : 1));
      const whole = sum(ranked.map(([, values]) => sum(values)));
      const printed = ranked.map(([key, values]) => `${key}\t${values.length}\t${sum(values)}`).join("\n");
      const script = (print: string) =>
        `import csv, collections\n\ngroups = collections.defaultdict(list)\nwith open("${path}", newline="", encoding="utf-8") as f:\n    for row in csv.DictReader(f):\n        if row["${subject.value}"]:\n            groups[row["${subject.key}"]].append(int(row["${subject.value}"]))\n\n${print}\n`;
      const byTotal =
        `for key, values in sorted(groups.items(), key=lambda g: (-sum(g[1]), g[0])):\n    print(key, len(values), sum(values), sep="\\t")`;

      e.batch("Let me look at the data before I compute anything.", [
        ["How long is it?", terminalCall(`wc -l ${path}`, e.shell.count([path]))],
        ["The first rows.", terminalCall(`head -n 6 ${path}`, e.shell.head(path, 6))],
      ]);
      if (e.rng.chance(0.5)) {
        e.run(
          "Are there rows without a value?",
          `grep -c ',$' ${path}`,
          String(missing),
          missing === 0 ? 1 : 0,
          {
            result: missing === 0 ? { exit_code_meaning: "No matches found (not an error)" } : {},
          },
        );
      }
      if (e.rng.chance(0.35)) {
        const last = script(byTotal).replace('        if row["' + subject.value + '"]:\n    ', "    ");
        if (missing > 0) {
          e.run(
            "A first try.",
            `python3 - <<'EOF'\n${last}EOF`,
            `Traceback (most recent call last):\n  File "<stdin>", line 6, in <module>\nValueError: invalid literal for int() with base 10: ''`,
            1,
          );
          e.seen.add("empty");
        }
      }
      const think = e.seen.has("empty")
        ? `There are rows with an empty ${subject.value}; they have to be left out.`
        : `Group by ${subject.key}, leave out empty values, sort by the total.`;
      if (viaCode) e.act(think, code(script(byTotal), printed, e.rng));
      else if (e.rng.chance(0.6)) {
        e.act(think, writeFile(e.files, "summarise.py", script(byTotal)));
        e.run("Run it.", "python3 summarise.py", printed);
      } else e.run(think, `python3 - <<'EOF'\n${script(byTotal)}EOF`, printed);
      for (const ask of asks) {
        if (e.stepsLeft < 4) break;
        const [print, output] = question(ask, ranked, whole);
        const body = script(print);
        if (viaCode) e.act(`Next: the ${ask}.`, code(body, output, e.rng));
        else e.run(`Next: the ${ask}.`, `python3 - <<'EOF'\n${body}EOF`, output);
      }
      const awk = `awk -F, 'NR>1 && $4!="" {s+=$4} END {print s}' ${path}`;
      if (e.stepsLeft > 1) {
        e.run(
          "Does the sum over all groups equal the sum over the file? An independent check.",
          awk,
          String(whole),
        );
      }
      const csv = `${subject.key},rows,${subject.value}\n${
        ranked.map(([key, values]) => `${key},${values.length},${sum(values)}`).join("\n")
      }\n`;
      e.write("The numbers are right. Write them to summary.csv.", "summary.csv", csv);
      if (e.stepsLeft > 0) e.run("A last look at the file.", "cat summary.csv", e.shell.show("summary.csv"));
      const rowsText = ranked.map(([key, values]) => `| ${key} | ${values.length} | ${sum(values)} |`).join(
        "\n",
      );
      const best = ranked[0]!;
      e.answer(
        `${best[0]} leads with ${sum(best[1])}. Report the table and the empty rows.`,
        `**${best[0]}** leads with ${
          sum(best[1])
        } ${subject.value} of ${whole} in all.\n\n| ${subject.key} | rows | ${subject.value} |\n|---|---|---|\n${rowsText}\n\n${
          missing > 0
            ? `${missing} of the ${rows} rows ${
              missing === 1 ? "has no value and was" : "have no value and were"
            } left out. `
            : ""
        }The table is also in \`summary.csv\`.`,
      );
    },
  };
}

function code(script: string, output: string, rng: Rng): CallWithResult {
  const content = {
    status: "success",
    output,
    tool_calls_made: 0,
    duration_seconds: Number(`0.${rng.int(11, 98)}`),
  };
  return callWithResult("execute_code", { code: script }, content);
}

function question(ask: string, ranked: [string, number[]][], whole: number): [print: string, output: string] {
  const each = (print: string, value: (values: number[]) => string | number): [string, string] => [
    `for key in sorted(groups):\n    values = groups[key]\n    print(key, ${print}, sep="\\t")`,
    [...ranked].sort((a, b) => order(a[0], b[0])).map(([key, values]) => `${key}\t${value(values)}`).join(
      "\n",
    ),
  ];
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  switch (ask) {
    case "mean":
      return each("sum(values) // len(values)", (values) => Math.floor(sum(values) / values.length));
    case "largest":
      return each("max(values)", (values) => Math.max(...values));
    case "smallest":
      return each("min(values)", (values) => Math.min(...values));
    case "median":
      return each(
        "sorted(values)[len(values) // 2]",
        (values) => values.toSorted((a, b) => a - b)[values.length >> 1]!,
      );
    case "share":
      return each(`100 * sum(values) // ${whole}`, (values) => Math.floor(100 * sum(values) / whole));
    case "count":
      return each("len(values)", (values) => values.length);
    default:
      return [`print(sum(sum(values) for values in groups.values()))`, String(whole)];
  }
}

/** Compares texts by character code, as Python does. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
