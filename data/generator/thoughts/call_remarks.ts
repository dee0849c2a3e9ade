import type { Json } from "../../../lib/python/mod.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { CallWithResult } from "../tools/call_with_result.ts";

/** Returns a sentence to the user that announces a call; may be empty. */
export function narrateCall(call: CallWithResult, rng: Rng): string {
  const path = String(call.name === "search_files" ? call.args.pattern : call.args.path ?? "");
  switch (call.name) {
    case "read_file":
      return rng.pick([`Let me look at \`${path}\`:`, `Reading \`${path}\`.`, "Let me read the file first:"]);
    case "write_file":
      return rng.pick([`Creating \`${path}\`:`, `Now I'll write \`${path}\`.`, "Writing the file now:"]);
    case "patch":
      return rng.pick([`Now I'll fix \`${path}\`:`, `Applying the change to \`${path}\`.`]);
    case "search_files":
      return rng.pick([`Searching for \`${path}\`:`, "Let me find where this is used:"]);
    case "terminal":
      return rng.pick(["Let me check:", "Running it now:", "Let me see what that gives:", "Checking."]);
    default:
      return rng.pick(["Next step:", "Let me do that now.", ""]);
  }
}

/**
 * Says what the last results show: counts, names and exit codes that are really in them.
 *
 * @param calls The calls of the last step.
 * @returns One or two sentences, or an empty text.
 */
export function remarkOnResults(calls: readonly CallWithResult[], rng: Rng): string {
  if (calls.length === 0) return "";
  if (calls.length > 1) {
    const bad = calls.filter(({ ok }) => !ok).length;
    const all = `${calls.length === 2 ? "Both" : `All ${calls.length}`} results are there${
      bad > 0 ? `, ${bad} of them not as hoped` : ""
    }.`;
    return [all, remarkOnResult(calls.at(-1)!, rng)].filter(Boolean).join(" ");
  }
  return remarkOnResult(calls[0]!, rng);
}

type Fields = { [key: string]: Json };

function remarkOnResult(call: CallWithResult, rng: Rng): string {
  const { name, content, ok } = call;
  if (
    typeof content === "string" &&
    (ok ? name !== "search_files" : name !== "patch" || content.startsWith("Error"))
  ) return "";
  return RESULT_REMARKS[name]?.(call, typeof content === "string" ? {} : content as Fields, rng) ?? "";
}

const RESULT_REMARKS: Record<string, (call: CallWithResult, result: Fields, rng: Rng) => string> = {
  terminal({ args }, { output, exit_code }, rng) {
    const lines = String(output ?? "").split("\n").filter(Boolean);
    const what = `\`${shortenLine(String(args.command), 60)}\``;
    const last = lines.at(-1) ?? "";
    if (exit_code === 0 && lines.length === 0) {
      return rng.pick([
        `${what} printed nothing, so it went through.`,
        "No output, exit code 0.",
        "No news is good news: exit code 0.",
      ]);
    }
    if (exit_code === 0 && lines.length === 1) {
      return rng.pick([
        `It says \`${shortenLine(last, 80)}\`.`,
        `The output is one line: \`${shortenLine(last, 80)}\`.`,
      ]);
    }
    if (exit_code === 0) {
      return rng.pick([
        `${what} gave ${lines.length} lines, the last one being \`${shortenLine(last, 70)}\`.`,
        `That is ${lines.length} lines of output. It ends with \`${shortenLine(last, 70)}\`.`,
        `Exit code 0 and ${lines.length} lines.`,
      ]);
    }
    return rng.pick([
      `${what} ended with exit code ${exit_code}${
        last ? `: \`${shortenLine(last, 90)}\`` : " and no output"
      }.`,
      `Exit code ${exit_code}${last ? `; the last line is \`${shortenLine(last, 90)}\`` : ""}.`,
    ]);
  },
  read_file({ args }, { content, total_lines, dedup }, rng) {
    const path = String(args.path);
    if (dedup) return `\`${path}\` has not changed since I last read it.`;
    const names = [...String(content).matchAll(/\|\s*(?:def|class) (\w+)/g)].map((m) => `\`${m[1]}\``);
    if (names.length > 0) {
      return rng.pick([
        `\`${path}\` has ${total_lines} lines and defines ${joinWithAnd(names.slice(0, 5))}.`,
        `So \`${path}\` holds ${joinWithAnd(names.slice(0, 5))} (${total_lines} lines).`,
      ]);
    }
    return rng.pick([`\`${path}\` has ${total_lines === 1 ? "one line" : `${total_lines} lines`}.`]);
  },
  search_files({ args }, { total_count, matches, files }, rng) {
    const pattern = `\`${shortenLine(String(args.pattern), 40)}\``;
    if (total_count === undefined) return `There are more matches for ${pattern} than fit into one result.`;
    if (total_count === 0) return rng.pick([`No match for ${pattern}.`, `Nothing matches ${pattern}.`]);
    if (Array.isArray(files)) {
      return `${total_count} file${total_count === 1 ? "" : "s"} match${
        total_count === 1 ? "es" : ""
      } ${pattern}, the first is \`${files[0]}\`.`;
    }
    const paths = new Set((matches as Fields[]).map(({ path }) => String(path)));
    return rng.pick([
      `${pattern} occurs ${total_count === 1 ? "once" : `${total_count} times`}, in ${paths.size} file${
        paths.size === 1 ? "" : "s"
      }.`,
      `${total_count} match${total_count === 1 ? "" : "es"} for ${pattern}: ${
        joinWithAnd([...paths].slice(0, 4).map((p) => `\`${p}\``))
      }.`,
    ]);
  },
  write_file: ({ args }, { bytes_written }, rng) =>
    rng.pick([
      `\`${args.path}\` is written, ${bytes_written} bytes.`,
      `The file has ${bytes_written} bytes now.`,
      `\`${args.path}\` is in place.`,
    ]),
  patch: ({ args, ok }, _result, rng) =>
    ok
      ? rng.pick([
        `The patch to \`${args.path}\` went in.`,
        `\`${args.path}\` is changed, and the difference is what I wanted.`,
      ])
      : `The patch to \`${args.path}\` did not apply.`,
  browser_navigate: (_call, { title }) => title ? `The page is called "${title}".` : "The page did not load.",
  browser_snapshot: (_call, { element_count }, rng) =>
    element_count === 1 ? "Only one element can be operated here." : rng.pick([
      `The page has ${element_count} elements that can be operated.`,
      `${element_count} elements have a reference.`,
    ]),
  browser_click: (_call, { clicked }) => clicked ? `The click on ${clicked} went through.` : "",
  web_search: (_call, { data }) =>
    `The search gave ${((data as Fields | undefined)?.web as Json[] | undefined)?.length ?? 0} results.`,
  execute_code: (_call, { output, status }) =>
    status === "success"
      ? `The script printed ${String(output).split("\n").length} line${
        String(output).includes("\n") ? "s" : ""
      }.`
      : "The script failed.",
  cronjob: (_call, { success, error, job_id, count }) =>
    success
      ? (job_id
        ? `The job has the id ${job_id}.`
        : count !== undefined
        ? `${count} job${count === 1 ? "" : "s"} in the list.`
        : "")
      : `It was refused: ${error}`,
  memory: (_call, { success, usage }) => success ? `Stored; the usage is ${usage}.` : "It was not stored.",
  todo: (_call, { summary }) =>
    `${(summary as Fields).completed} of ${(summary as Fields).total} points are done.`,
};

/** Says what will be called next: one clause for each of the first six calls. */
export function announceCalls(calls: readonly CallWithResult[], rng: Rng): string {
  if (calls.length === 0) return "";
  const clauses = calls.slice(0, 6).map(({ name, args }) => {
    switch (name) {
      case "terminal":
        return String(args.command).includes("\n")
          ? "run a short script"
          : `run \`${shortenLine(String(args.command), 70)}\``;
      case "read_file":
        return `read \`${args.path}\``;
      case "search_files":
        return `search for \`${shortenLine(String(args.pattern), 40)}\``;
      case "write_file":
        return `write \`${args.path}\``;
      case "patch":
        return `change \`${args.path}\``;
      default:
        return `call ${name}`;
    }
  });
  const all = joinWithAnd(clauses) + (calls.length > 6 ? " and so on" : "");
  return calls.length > 1
    ? rng.pick([`At once: ${all}.`, `Let me ${all} at the same time.`, `I can ${all} in one turn.`])
    : rng.pick([`Let me ${all}.`, `I will ${all} now.`, `So I ${all}.`, `Next, ${all}.`]);
}

function shortenLine(text: string, most: number): string {
  const line = text.split("\n")[0]!.replaceAll("`", "'");
  const points = [...line];
  return points.length > most ? points.slice(0, most).join("") + "…" : line;
}
