import { type AnsweredCall, MALFORMED } from "../trace/mod.ts";

/** Units of a command that are looked at. */
const HEAD_UNITS = 2000;

/** What stands before the program in a command line: a change of folder, variables, programs that run programs. */
const BEFORE_PROGRAM = [
  /\s+|\(/y,
  /(?:cd|export|source|set|\.)\s[^&;|\n]*(?:&&|;|\n)/y,
  /[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)\s/y,
  /(?:sudo|time|timeout|nohup|env|npx|(?:uv|poetry|pipenv) run)\s/y,
  /(?:-\S*|\d[\d.]*[smhd]?)\s/y, // what these programs are told
  /(?:\S*\/)?python[\d.]*\s+-m\s/y,
];

/**
 * What a call is for, as far as its form says: the tool; for a terminal command also the program that it runs first, for
 * a tool with several actions the action. Fixing a test and running it again is the same purpose, whatever the flags.
 *
 * @param call A call.
 * @returns A text that is equal for calls of one purpose.
 */
export function purposeOf(call: AnsweredCall): string {
  const name = toolOf(call);
  const { action, command } = call.arguments;
  if (name === "terminal" && typeof command === "string") return `${name} ${programOf(command)}`;
  return typeof action === "string" ? `${name} ${action}` : name;
}

/**
 * The tool that a call is for.
 *
 * @param call A call.
 * @returns Its name; of a call that could not be read, the name that its response has.
 */
export function toolOf({ name, response }: AnsweredCall): string {
  return name === MALFORMED ? response?.name ?? name : name;
}

/** The first program of a command line, without its folder and Python's version: `cd a && .venv/bin/pytest -q` runs `pytest`. */
function programOf(command: string): string {
  const head = command.slice(0, HEAD_UNITS);
  let at = 0;
  for (let before = at - 1; before < at;) {
    before = at;
    for (const pattern of BEFORE_PROGRAM) {
      pattern.lastIndex = at;
      if (pattern.test(head)) at = pattern.lastIndex;
    }
  }
  const [word = ""] = /^[^\s;|&()<>]*/.exec(head.slice(at)) ?? [];
  return word.slice(word.lastIndexOf("/") + 1).replace(/^(python|pip)[\d.]+$/, "$1");
}
