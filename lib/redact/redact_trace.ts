import type { Trace } from "../trace/mod.ts";
import { findPersonalData } from "./find_personal_data.ts";
import { makeSecretFinder } from "./find_secrets.ts";

/** What is replaced: `secret`, `email`, `home` (the name in the path of a home folder), `ip`. */
export const REDACTED_KINDS = ["secret", "email", "home", "ip"] as const;

/** A kind of what is replaced. */
export type RedactedKind = (typeof REDACTED_KINDS)[number];

/** One replacement; the replaced text itself is not recorded. */
export interface Redaction {
  /** What was replaced. */
  kind: RedactedKind;
  /** The service that issues such secrets, as secretlint names it: `github`, `aws`; null for other kinds. */
  rule: string | null;
  /** Field of the trace: `conversations[2].value`, `tools`, `task`. */
  field: string;
}

/** Result of a redactor: a trace that can be shared, and what was replaced in it. */
export interface RedactedTrace {
  /** The trace; the same object where nothing was found. */
  trace: Trace;
  /** What was replaced, in the order of the fields. */
  redactions: Redaction[];
}

/** What stands in place of each kind. It needs no escape in JSON, and looks like no tag. */
const REPLACEMENT: Record<RedactedKind, string> = {
  secret: "[redacted secret]",
  email: "[redacted email]",
  home: "user",
  ip: "[redacted ip]",
};

/**
 * Makes a function that takes secrets, e-mail addresses, people's names in paths of home folders and IP addresses out of
 * traces, before they are shared: from the turns, `tools` and `task`. A secret that is found once is replaced wherever
 * the trace repeats it. What nothing gives away as a secret, a plain password in a sentence, is not found: read what you
 * share.
 *
 * @returns A function that redacts one trace; call it for each trace.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { makeRedactor } from "tracebook";
 *
 * const redact = await makeRedactor();
 * const value = "Mail it to ada@lovelace.org from /home/ada/notes";
 * const { trace, redactions } = redact({ id: "a", conversations: [{ from: "human", value }] });
 * assertEquals(trace.conversations[0]!.value, "Mail it to [redacted email] from /home/user/notes");
 * assertEquals(redactions.map(({ kind, field }) => `${kind} in ${field}`), [
 *   "email in conversations[0].value",
 *   "home in conversations[0].value",
 * ]);
 * ```
 */
export async function makeRedactor(): Promise<(trace: Trace) => RedactedTrace> {
  const secretsOf = await makeSecretFinder();
  return (trace) => {
    const turns = trace.conversations.map(({ value }) => unescapedVariants(value));
    const [tools, task] = [trace.tools, trace.task].map((text) => unescapedVariants(text ?? ""));
    const secrets = new Map(
      [...turns, tools!, task!].flatMap(secretsOf).map(({ text, rule }) => [text, rule]),
    );
    const redactions: Redaction[] = [];
    const clean = (variants: string[], field: string): string => {
      const text = variants[0]!;
      const found = withoutOverlaps([...secretSpans(text, secrets), ...findPersonalData(variants)]);
      if (found.length === 0) return text;
      let cleaned = "";
      let at = 0;
      for (const { kind, rule = null, start, end } of found) {
        cleaned += text.slice(at, start) + REPLACEMENT[kind];
        at = end;
        redactions.push({ kind, rule, field });
      }
      return cleaned + text.slice(at);
    };
    const conversations = trace.conversations.map((turn, i) => (
      { ...turn, value: clean(turns[i]!, `conversations[${i}].value`) }
    ));
    const rest: Partial<Trace> = {};
    if (typeof trace.tools === "string") rest.tools = clean(tools!, "tools");
    if (typeof trace.task === "string") rest.task = clean(task!, "task");
    return { trace: redactions.length ? { ...trace, conversations, ...rest } : trace, redactions };
  };
}

interface Found {
  kind: RedactedKind;
  rule?: string;
  start: number;
  end: number;
}

function secretSpans(text: string, secrets: Map<string, string>): Found[] {
  const found: Found[] = [];
  for (const [secret, rule] of secrets) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      found.push({ kind: "secret", rule, start: at, end: at + secret.length });
    }
  }
  return found;
}

/** In order; of two that overlap the one that begins first, of two that begin together the longer one. */
function withoutOverlaps(found: Found[]): Found[] {
  let end = 0;
  return found.sort((a, b) => a.start - b.start || b.end - a.end).filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

/**
 * Gives a text that may be JSON, or JSON in JSON, in all the ways to read it: as it is first, then with blanks in place of
 * what may be an escaped line end or tab. Every other character stays at its place. What stands behind `\n` begins a word only where it is read as
 * an escape, and a folder called `\nina` is one only where it is not.
 */
function unescapedVariants(text: string): string[] {
  if (!text.includes("\\")) return [text];
  // In JSON a line end is one backslash and n, in JSON in JSON two; a backslash is two, or four.
  const blanked = (every: number) =>
    text.replace(
      /(?<!\\)(\\+)[nrtbf]/g,
      (escape, { length }) => length % every ? " ".repeat(escape.length) : escape,
    );
  return [...new Set([text, blanked(2), blanked(4)])];
}
