/** The arrows of the house: which room may import which, and who may touch the disk and the network. */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath, pathToFileURL } from "node:url";
import { walkFiles } from "./walk_files.ts";

const ROOT = new URL("../", import.meta.url);

/** Room to the rooms it may import. */
const ARROWS: Record<string, string[]> = {
  trace: [],
  display: [],
  store: [],
  redact: ["trace", "display"],
  sample: ["trace"],
  load: ["trace", "store", "display"],
  measure: ["trace", "display"],
  plot: ["display", "measure (types)", "train (types)", "handoff (types)"],
  view: ["trace", "display"],
  train: ["trace", "display"],
  handoff: ["trace", "display", "store", "load", "measure", "train"],
  cluster: ["trace", "display", "store", "load", "measure", "train"],
  notebook: ["display", "store"],
  cli: [
    "trace",
    "display",
    "store",
    "sample",
    "load",
    "redact",
    "measure",
    "plot",
    "view",
    "train",
    "handoff",
    "notebook",
  ],
};

/** What single files may import beyond their room's arrows: programs of workers, which read by themselves. */
const WORKERS: Record<string, string[]> = {
  "lib/measure/measure_worker.ts": ["load"],
};

const OUTWARD = ["store", "load", "handoff", "cluster", "notebook", "cli"];

interface ModuleInfo {
  specifier: string;
  dependencies?: { specifier: string; code?: { specifier?: string }; type?: { specifier?: string } }[];
}

const roomOf = (specifier: string): string | undefined =>
  specifier.startsWith(ROOT.href)
    ? /^lib\/([^/]+)\//.exec(specifier.slice(ROOT.href.length))?.[1]
    : undefined;

async function sources(): Promise<string[]> {
  const paths = await walkFiles(fileURLToPath(new URL("lib", ROOT)));
  return paths.filter((path) => path.endsWith(".ts")).map((path) => pathToFileURL(path).href);
}

async function moduleInfo(file: string): Promise<ModuleInfo[]> {
  const command = new Deno.Command(Deno.execPath(), { args: ["info", "--json", file], stderr: "null" });
  const { stdout, success } = await command.output();
  assert(success, `deno info failed on ${file}`);
  return JSON.parse(new TextDecoder().decode(stdout)).modules;
}

Deno.test("every room imports only the rooms it may", async () => {
  const seen = new Map<string, ModuleInfo>();
  // one entry after another, until every source file was met: a graph holds what its entry reaches
  for (const file of await sources()) {
    if (!seen.has(file)) { for (const module of await moduleInfo(file)) seen.set(module.specifier, module); }
  }
  const wrong: string[] = [];
  for (const { specifier, dependencies = [] } of seen.values()) {
    const from = roomOf(specifier);
    if (!from) continue;
    assert(ARROWS[from], `The room ${from} is not in the design`);
    for (const dependency of dependencies) {
      const target = dependency.code?.specifier ?? dependency.type?.specifier ?? "";
      const to = roomOf(target);
      if (!to || to === from) continue;
      const typesOnly = dependency.code === undefined;
      const arrows = [...ARROWS[from], ...WORKERS[specifier.slice(ROOT.href.length)] ?? []];
      const allowed = arrows.includes(to) || (typesOnly && arrows.includes(`${to} (types)`));
      if (!allowed) {
        wrong.push(`${specifier.slice(ROOT.href.length)} imports ${target.slice(ROOT.href.length)}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("only the outward rooms touch the disk and the network", async () => {
  const wrong: string[] = [];
  for (const file of await sources()) {
    if (OUTWARD.includes(roomOf(file)!)) continue;
    const code = (await Deno.readTextFile(new URL(file))).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    const imported = /node:(fs|net|http|https|child_process)\b/.exec(code);
    // texts may speak of what code may not do: the sample's own programs fetch things
    const touched = imported ??
      /\bDeno\.\w+|\bfetch\(/.exec(code.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/gs, '""'));
    if (touched && touched[0] !== "Deno.customInspect") {
      wrong.push(`${file.slice(ROOT.href.length)}: ${touched[0]}`);
    }
  }
  assertEquals(wrong, []);
});
