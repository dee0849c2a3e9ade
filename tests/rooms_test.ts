/** The house: which room may import which, through which door; walls that hold ideas; the names of the front door. */
import { assert, assertEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import { walkFiles } from "./walk_files.ts";
import { REPOSITORY, repositoryPath, repositoryUrl } from "./repository.ts";

/** Room to the rooms it may import. */
const ARROWS: Record<string, string[]> = {
  python: [],
  trace: ["python"],
  display: [],
  files: ["python", "trace", "display"],
  redact: ["python", "trace", "display"],
  load: ["python", "trace", "files", "display"],
  measure: ["python", "trace", "display"],
  plot: ["display", "measure (types)", "train (types)", "score (types)"],
  view: ["python", "trace", "display"],
  train: ["python", "trace", "display", "files (types)", "load"],
  score: ["python", "trace", "display", "measure"],
  handoff: ["python", "trace", "display", "files", "load", "train", "score"],
  cluster: ["python", "trace", "display", "files", "load", "measure", "train"],
  notebook: ["display", "files"],
  generator: ["python", "trace"],
  cli: [
    "python",
    "trace",
    "display",
    "files",
    "load",
    "redact",
    "measure",
    "plot",
    "view",
    "train",
    "score",
    "handoff",
    "notebook",
    "generator",
  ],
};

/** What single files may import beyond their room's arrows: programs of workers, which read by themselves. */
const WORKERS: Record<string, string[]> = {
  "lib/measure/measure_worker.ts": ["load"],
};

const OUTWARD = ["files", "load", "handoff", "cluster", "notebook", "cli"];

/** How many files a folder may hold before it is a list. */
const FILES_IN_A_FOLDER = 24;

/** A private file of fewer lines that serves one other file belongs to it. */
const LINES_OF_AN_IDEA = 60;

/** The names of the front door, in the order of the work. A new one is a decision: look for the one that is there. */
const FRONT_DOOR = [
  "Message Role ToolCallMessage Trace Turn",
  "Dataset datasetOf LoadError LoadOptions loadTraces RejectedRow validateTraces",
  "ValidationReport",
  "makeRedactor RedactedTrace Redaction",
  "AnsweredCall ErrorClass firstTurn judgeResponse Outcome parseAssistant parseTool Part",
  "readParts readTrace Span Step ToolSchema toolSchemas TraceReading",
  "compareFacts Comparison correlate Correlations Distribution distributions errorGap",
  "ErrorRate errorRates Estimate FACT_COLUMNS Facts gatherFacts Groups MeasureError",
  "MeasureOptions measureTraces MetricComparison RecoveryRate recoveryRates Rules",
  "StructuredFacts StructuredSummary Summary Transition",
  "Chart ChartSpec plotCategories plotComparison plotConfusion plotDashboard plotErrorRates",
  "plotFactsDistributions plotFailureModes plotLengths plotRecovery plotScoreDifferences",
  "plotScores plotScoresByCategory plotThinkingAndCalls plotTokenLengths plotTools",
  "plotToolsBySource plotTransitions plotTurns plotTurnsBySource plotWidths plotWorkflowGraph",
  "renderTrace showToolSchemas traceCard TraceReplayer",
  "Displayable MimeBundle Table table",
  "auditMasks buildMasked loadTokenizer MaskAudit MaskedTrace MaskOptions MaskRecord",
  "MaskReport maskTrace maskTraces showLabels Split SplitReport splitTraces templateWarnings",
  "Tokenizer toMessages",
  "TrainingFolderOptions TrainingManifest writeTrainingFolder",
  "comparePredictions Prediction PredictionComparison PredictionError readPredictions",
  "scoreToolSelection simulatePredictions ToolSelection",
  "Progress ProgressSink saveChart writeRecords writeTable writeTraces",
].join(" ").split(" ");

interface Dependency {
  specifier: string;
  code?: { specifier?: string };
  type?: { specifier?: string };
}

interface ModuleInfo {
  specifier: string;
  dependencies?: Dependency[];
}

const shortPath = (specifier: string) => specifier.slice(REPOSITORY.href.length);

const targetOf = ({ code, type }: Dependency) => code?.specifier ?? type?.specifier ?? "";

const roomOf = (specifier: string): string | undefined =>
  specifier.startsWith(REPOSITORY.href)
    ? /^(?:lib|data)\/([^/]+)\//.exec(shortPath(specifier))?.[1]
    : undefined;

async function sources(folder = "lib"): Promise<string[]> {
  const paths = await walkFiles(repositoryPath(folder));
  return paths.filter((path) => path.endsWith(".ts")).map((path) => pathToFileURL(path).href);
}

async function moduleInfo(file: string): Promise<ModuleInfo[]> {
  const command = new Deno.Command(Deno.execPath(), { args: ["info", "--json", file], stderr: "null" });
  const { stdout, success } = await command.output();
  assert(success, `deno info failed on ${file}`);
  return JSON.parse(new TextDecoder().decode(stdout)).modules;
}

/** Every file of the house with what it imports, types counted. */
async function readHouse(): Promise<Map<string, ModuleInfo>> {
  const seen = new Map<string, ModuleInfo>();
  // one entry after another, until every source file was met: a graph holds what its entry reaches
  for (const file of [repositoryUrl("mod.ts").href, ...await sources(), ...await sources("data/generator")]) {
    if (!seen.has(file)) { for (const module of await moduleInfo(file)) seen.set(module.specifier, module); }
  }
  return new Map([...seen].filter(([specifier]) => roomOf(specifier)));
}

const house = await readHouse();

/** Arrows between files of the house; `typesOnly` if nothing of it is left when the program runs. */
function* arrows() {
  for (const [from, { dependencies = [] }] of house) {
    for (const dependency of dependencies) {
      const to = targetOf(dependency);
      if (roomOf(to)) yield { from, to, typesOnly: dependency.code === undefined };
    }
  }
}

Deno.test("every room imports only the rooms it may", () => {
  const wrong: string[] = [];
  for (const { from, to, typesOnly } of arrows()) {
    const [room, target] = [roomOf(from)!, roomOf(to)!];
    assert(ARROWS[room], `The room ${room} is not in the design`);
    if (room === target) continue;
    const allowed = [...ARROWS[room], ...WORKERS[shortPath(from)] ?? []];
    if (!allowed.includes(target) && !(typesOnly && allowed.includes(`${target} (types)`))) {
      wrong.push(`${shortPath(from)} imports ${shortPath(to)}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("rooms are entered by their door alone", () => {
  const wrong = [...arrows()]
    .filter(({ from, to }) => roomOf(from) !== roomOf(to) && !to.endsWith(`/${roomOf(to)}/mod.ts`))
    .filter(({ to }) => !to.endsWith("/std_csv.ts")) // the import map's stand-in for a package
    .map(({ from, to }) => `${shortPath(from)} imports ${shortPath(to)}`);
  assertEquals(wrong, []);
});

Deno.test("no files import each other in a circle, types counted", () => {
  const targets = Map.groupBy(arrows(), ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: string[]) => {
    if (way.includes(file)) {
      return circles.push([...way.slice(way.indexOf(file)), file].map(shortPath).join(" → "));
    }
    if (done.has(file)) return;
    for (const { to } of targets.get(file) ?? []) {
      visit(to, [...way, file]);
    }
    done.add(file);
  };
  for (const file of house.keys()) visit(file, []);
  assertEquals(circles, []);
});

Deno.test(`no folder of lib holds more than ${FILES_IN_A_FOLDER} files`, async () => {
  const folders = Map.groupBy(await sources(), (file) => shortPath(file).replace(/\/[^/]*$/, ""));
  const full = [...folders].filter(([, files]) => files.length > FILES_IN_A_FOLDER);
  assertEquals(full.map(([folder, files]) => `${folder} holds ${files.length}`), []);
});

Deno.test("a short file that serves one other file is part of it", async () => {
  const users = new Map<string, Set<string>>();
  for (const { from, to } of arrows()) {
    const list = users.get(to) ?? new Set();
    users.set(to, list.add(shortPath(from)));
  }
  const crumbs: string[] = [];
  for (const [file, by] of users) {
    const [user] = by;
    // a command each is a file, as a door's files are
    if (by.size > 1 || /(^|\/)(mod|main)\.ts$/.test(user!)) continue;
    if (!/^lib\/.*\.ts$/.test(shortPath(file)) || file.endsWith("/mod.ts")) continue;
    const lines = (await Deno.readTextFile(new URL(file))).split("\n").length - 1;
    if (lines < LINES_OF_AN_IDEA) crumbs.push(`${shortPath(file)} (${lines} lines) serves ${user} alone`);
  }
  assertEquals(crumbs, []);
});

Deno.test("only the outward rooms touch the disk and the network", async () => {
  const wrong: string[] = [];
  for (const file of [...await sources(), ...await sources("data/generator")]) {
    if (OUTWARD.includes(roomOf(file)!)) continue;
    const code = (await Deno.readTextFile(new URL(file))).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    const imported = /node:(fs|net|http|https|child_process)\b/.exec(code);
    // texts may speak of what code may not do: the sample's own programs fetch things
    const touched = imported ??
      /\bDeno\.\w+|\bfetch\(/.exec(code.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/gs, '""'));
    if (touched && touched[0] !== "Deno.customInspect") wrong.push(`${shortPath(file)}: ${touched[0]}`);
  }
  assertEquals(wrong, []);
});

Deno.test("the front door has the names that are listed here", async () => {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "mod.ts"],
    cwd: REPOSITORY,
    stderr: "null",
  });
  const { stdout } = await command.output();
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout)) as {
    nodes: Record<string, { symbols: { name: string }[] }>;
  };
  const names = Object.values(nodes).flatMap(({ symbols }) => symbols.map(({ name }) => name));
  assertEquals(names.sort(), FRONT_DOOR.toSorted());
});
