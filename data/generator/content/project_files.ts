import type { Rng } from "../random.ts";
import type { Workspace } from "../tools/workspace.ts";
import { CHANGE_LINES, DOC_PARAGRAPHS, GUIDE_LINES, SETTINGS } from "../words/doc_lines.ts";
import { NOUNS, type Nouns } from "../words/nouns.ts";
import { packageName } from "../words/projects.ts";
import { fillTemplate, makeModule } from "./module_maker.ts";

/** Options for {@linkcode addProjectFiles}. */
export interface ProjectFilesOptions {
  /** Name of the project. */
  name: string;
  /** The most Python modules to add. @default {4} */
  maxModules?: number;
  /** Pattern that no added path or content may match. */
  avoid?: RegExp;
}

/**
 * Adds files to a workspace that real projects have beside those that matter: modules, a handbook, a list of changes,
 * settings. Files that exist stay as they are.
 */
export function addProjectFiles(
  files: Workspace,
  rng: Rng,
  { name, maxModules = 4, avoid }: ProjectFilesOptions,
): void {
  const nouns = rng.sample(NOUNS, Math.max(2, rng.int(Math.min(1, maxModules), maxModules)));
  const put = (path: string, content: string) => {
    if (files.get(path) !== undefined || avoid?.test(path) || avoid?.test(content)) return;
    files.put(path, content);
  };
  const used = maxModules === 0 ? [] : nouns.slice(0, rng.int(1, maxModules));
  for (const noun of used) {
    const functions = Math.max(1, Math.min(25, Math.round(17 * Math.exp(0.5 * rng.normal()))));
    put(`src/${packageName(name)}/${noun.many}.py`, makeModule(noun.many, noun, functions, rng));
  }
  if (rng.chance(0.7)) put("CHANGELOG.md", changes(nouns, rng));
  if (rng.chance(0.6)) put("docs/handbook.md", handbook(name, nouns, rng));
  if (rng.chance(0.4)) put("CONTRIBUTING.md", guide(name, rng));
  if (rng.chance(0.5)) put("settings.yaml", settings(name, nouns, rng));
}

/** Writes a list of changes by version, the newest first. */
function changes(nouns: readonly Nouns[], rng: Rng): string {
  const releases = rng.int(3, 14);
  const all = nouns.flatMap((noun) => CHANGE_LINES.map((line) => [line, noun] as const));
  const lines = rng.sample(all, releases * 4).map(([line, noun]) => fillTemplate(line, noun));
  const parts = Array.from({ length: releases }, (_, i) => {
    const day = `2025-${String(12 - (i % 12)).padStart(2, "0")}-${String(28 - i).padStart(2, "0")}`;
    const own = lines.splice(0, rng.int(1, 5));
    return `## 0.${20 - i}.0 (${day})\n\n${own.map((line) => `- ${line}`).join("\n")}\n`;
  });
  return `# Changes\n\n${parts.filter((part) => part.includes("- ")).join("\n")}`;
}

function handbook(name: string, nouns: readonly Nouns[], rng: Rng): string {
  const parts = nouns.map((noun, i) => {
    // Each paragraph is used for one thing only.
    const mine = DOC_PARAGRAPHS.filter((_, k) => k % nouns.length === i);
    const own = rng.sample(mine, rng.int(2, 5)).map((text) => fillTemplate(text, noun));
    const title = noun.many[0]!.toUpperCase() + noun.many.slice(1);
    return `## ${title}\n\n${own.map((text) => text[0]!.toUpperCase() + text.slice(1)).join("\n\n")}\n`;
  });
  return `# ${name}: handbook\n\nHow the program is built, and why.\n\n${parts.join("\n")}`;
}

function guide(name: string, rng: Rng): string {
  const lines = rng.sample(GUIDE_LINES, rng.int(5, GUIDE_LINES.length));
  return `# Working on ${name}\n\n${lines.map((line, i) => `${i + 1}. ${line}`).join("\n")}\n`;
}

function settings(name: string, nouns: readonly Nouns[], rng: Rng): string {
  const blocks = nouns.map(({ many }) => `  ${many}:\n${settingLines(rng, rng.int(3, 8), "    ", ": ")}`);
  return `name: ${packageName(name)}\nservices:\n${blocks.join("")}`;
}

/** Writes lines of settings, such as `page_size: 50`. */
function settingLines(rng: Rng, count: number, indent = "", between = " = "): string {
  return rng.sample(SETTINGS, count).map(([key, values]) =>
    `${indent}${key}${between}${rng.pick<string>(values)}\n`
  )
    .join("");
}
