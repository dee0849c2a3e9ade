import { type CallWithResult, terminalCall } from "../tools/call_with_result.ts";
import { readFile, searchContent } from "../tools/file_tools.ts";
import { ENVIRONMENT } from "../words/environment.ts";
import type { EpisodeState } from "./episode_state.ts";

/** Characters of output beyond which the terminal truncates. */
const OUTPUT_LIMIT = 50_000;

const TEXT_FILE = /\.(py|md|toml|yaml|ini|txt|sh|csv|json)$/;
/** Commands that show what a folder holds. */
const EXPLORING_COMMAND = /^(ls|cat|find|head|pwd|git (status|log)|python3 --version)/;
/** Commands that change nothing, to which others may be appended. */
const READ_ONLY_COMMAND = /^(ls|cat|find|wc|head|tail|pwd|git (status|log|diff)) ?[^\n&]*$/;

/**
 * Extends a command so that it shows more than it has to, as models do: `ls -la && cat README.md`. Outputs are those of
 * the simulated files.
 *
 * @returns The call, or one with a longer command and output.
 */
export function extendCommand(e: EpisodeState, call: CallWithResult): CallWithResult {
  const { rng, files } = e;
  const { output, exit_code, error } = call.content as {
    output?: string;
    exit_code?: number;
    error?: unknown;
  };
  const command = String(call.args.command);
  if (call.name !== "terminal" || exit_code !== 0 || error !== null || Object.keys(call.args).length > 1) {
    return call;
  }
  if (
    files.files.size < 3 || !READ_ONLY_COMMAND.test(command) ||
    !rng.chance(e.start.profile.exploring.longerCommand)
  ) {
    return call;
  }
  const [line, joint] = rng.chance(0.7) ? ['echo "---"', "---"] : ["echo", ""];
  const commands = [command];
  const outputs = [output!];
  for (let n = rng.weighted([[1, 3], [2, 4], [3, 2]]); n > 0; n--) {
    const extra = extraCommand(e);
    if (!extra) break;
    commands.push(line, extra[0]);
    outputs.push(joint, extra[1]);
  }
  const whole = outputs.filter((text, i) => text !== "" || i % 2 === 1).join("\n");
  return terminalCall(commands.join(" && "), truncateOutput(whole));
}

/** Returns a second exploring call for the same turn, or undefined where nothing is left to look at. */
export function extraCall(e: EpisodeState, call: CallWithResult): CallWithResult | undefined {
  if (call.name === "terminal" && !EXPLORING_COMMAND.test(String(call.args.command))) return undefined;
  const { rng, files } = e;
  if (rng.chance(0.45)) {
    const found = extraCommand(e);
    if (found) return terminalCall(found[0], truncateOutput(found[1]));
  }
  const path = unreadFile(e);
  if (path && rng.chance(0.6)) {
    e.seen.add(`read ${path}`);
    return readFile(files, path);
  }
  const pattern = rng.pick(["^class ", "^import |^from ", "raise \\w+", "updated_at|created_at", "^## "]);
  if (files.files.size < 4 || e.seen.has(pattern)) return undefined;
  e.seen.add(pattern);
  return searchContent(files, pattern);
}

/** Draws a command that was not run yet, with its output. */
function extraCommand(e: EpisodeState): readonly [command: string, output: string] | undefined {
  const { rng, files, shell, seen } = e;
  const paths = files.under();
  if (paths.length === 0) return undefined;
  const path = unreadFile(e);
  const folder = rng.pick(paths).replace(/\/?[^/]*$/, "");
  const code = paths.filter((p) => p.endsWith(".py"));
  const source = code.find((p) => p.startsWith("src/"))?.replace(/[^/]*$/, "") ?? "src/";
  const modules = code.filter((p) => p.startsWith(source) && !p.slice(source.length).includes("/"));
  const show = (text: string) => text.replace(/\n$/, "");
  const ways: (readonly [command: string, output: () => string])[] = [];
  if (path) {
    const count = rng.pick([40, 60, 80, 120]);
    const whole = [`cat ${path}`, () => show(files.need(path))] as const;
    ways.push(whole, whole, whole, [`head -n ${count} ${path}`, () => shell.head(path, count)]);
  }
  if (folder) ways.push([`ls -la ${folder}`, () => shell.list(folder)]);
  if (code.length > 2) {
    const found = () => files.grep(/^(def|class) /, "", (p) => p.endsWith(".py"));
    ways.push([
      `grep -rnE '^(def|class) ' --include='*.py' .`,
      () => found().map(({ path, line, content }) => `./${path}:${line}:${content}`).join("\n"),
    ]);
    ways.push([`wc -l ${code.join(" ")}`, () => shell.count(code)]);
  }
  if (modules.length > 2 && rng.chance(0.25)) {
    ways.push([`cat ${source}*.py`, () => show(modules.map((p) => files.need(p)).join(""))]);
  }
  // Where there is a list of requirements, what `pip list` prints would depend on when it is asked.
  if (!files.get("requirements.txt") && e.turns.length < 10 && rng.chance(0.3)) {
    ways.push(...ENVIRONMENT.map(([command, output]) => [command, () => output] as const));
  }
  const unseen = ways.filter(([command]) => !seen.has(`$ ${command}`));
  if (unseen.length === 0) return undefined;
  const [command, output] = rng.pick(unseen);
  seen.add(`$ ${command}`);
  if (path && command.endsWith(` ${path}`)) seen.add(`read ${path}`);
  const shown = output();
  return shown === "" ? undefined : [command, shown];
}

/** Draws a text file that was not read yet. */
function unreadFile({ files, seen, rng }: EpisodeState): string | undefined {
  const paths = files.under().filter((path) =>
    TEXT_FILE.test(path) && !seen.has(`read ${path}`) && !path.includes(" ") && files.need(path).length > 200
  );
  if (paths.length === 0) return undefined;
  // The longer of two: models are drawn to the files that look important.
  const [a, b] = [rng.pick(paths), rng.pick(paths)];
  return files.need(a).length > files.need(b).length ? a : b;
}

/** Truncates an output that is too long to its first two fifths and last three, with a note between. */
export function truncateOutput(output: string): string {
  if (output.length <= OUTPUT_LIMIT) return output;
  const head = OUTPUT_LIMIT * 0.4;
  const left = output.length - OUTPUT_LIMIT;
  return `${
    output.slice(0, head)
  }\n\n... [OUTPUT TRUNCATED - ${left} chars omitted out of ${output.length} total] ...\n\n${
    output.slice(-OUTPUT_LIMIT + head)
  }`;
}
