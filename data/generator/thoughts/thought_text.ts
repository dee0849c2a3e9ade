import type { Profile } from "../profile.ts";
import type { Rng } from "../random.ts";
import { GENERAL_REMARKS, REMARKS_AFTER_FAILURE, REMARKS_BEFORE_WRITING } from "../words/remarks.ts";
import {
  GLM_PARAGRAPHS,
  KIMI_PARAGRAPHS,
  REPEATABLE_PARAGRAPHS,
  type ThoughtContext,
} from "./thought_paragraphs.ts";

/** What {@linkcode thoughtText} makes a thought from. */
export interface ThoughtParts {
  /** The story's own part of the thought. */
  core: string;
  /** The task as a verb phrase; only for the first thought of a trace. */
  task?: string;
  /** Whether the last result was a failure. */
  afterFailure: boolean;
  /** Remarks on the task; those that the thought uses are taken out. */
  notes: string[];
  /** Calls so far, one line each. */
  history: readonly string[];
  /** Sentence on what the last results show; may be empty. */
  resultRemark: string;
  /** Sentence on the calls that follow; may be empty. */
  nextCallRemark: string;
  /** Text of the last result. */
  lastResult: string;
  /** A file content that is about to be written, which the thought may draft. */
  draft?: string;
  /** What further paragraphs may speak of. */
  context: ThoughtContext;
}

const KIMI_GOOD = [
  "Good.",
  "That worked.",
  "Perfect.",
  "Great.",
  "Okay, that looks right.",
  "Alright.",
  "Nice.",
  "Excellent.",
];
const KIMI_OPEN = [
  "The user wants me to",
  "The user asks me to",
  "The user would like me to",
  "I am asked to",
  "The user wants me to",
];
const SOUNDS_BAD = /fail|wrong|error|found|missing|not /i;
const KIMI_BAD = [
  "Hmm.",
  "Okay, that did not work.",
  "That is not what I expected.",
  "I see.",
  "An error. Let me read it properly.",
];
const GLM_BAD = ["Failed.", "That errored.", "Not what I wanted."];
const GLM_OPEN = [
  "Let me break this down.",
  "Straightforward request.",
  "Let me start by looking at what is there.",
  "I should get the facts first.",
];
const NOTE_OPENERS = [
  "A few things to keep in mind:",
  "Things I should not forget:",
  "Some considerations before I go on:",
  "What matters here:",
];
const REVIEW_OPENERS = [
  "Wait, let me think about this more carefully.",
  "Let me take stock before the next step.",
  "Let me reconsider what I know so far.",
];
const REVIEW_ENDINGS = [
  "So the next step stays the same.",
  "None of this changes the plan.",
  "With that in mind I can continue.",
  "I will go on from there.",
];

/**
 * Writes a thought in the style of the config: `kimi` thinks aloud, in sentences, with lists now and then; `glm-5.1` is
 * terse.
 *
 * @returns The text of the thought, without tags.
 */
export function thoughtText(parts: ThoughtParts, profile: Profile, rng: Rng): string {
  const kimi = profile.config === "kimi";
  const { median, spread } = profile.thinking;
  const wanted = median * Math.exp(spread * rng.normal());
  const said = [kimi ? kimiThought(parts, rng) : glmThought(parts, rng)];
  let length = said[0]!.length;
  const ways = kimi ? KIMI_PARAGRAPHS : GLM_PARAGRAPHS;
  for (let i = 0; i < 2 * ways.length && wanted - length > 60; i++) {
    if (
      wanted - length > 600 && parts.lastResult.length > 300 && !said.some((text) => text.startsWith(QUOTING))
    ) {
      said.push(quoteResult(parts.lastResult, Math.min(2400, (wanted - length) * 0.8), rng));
    } else {
      const way = ways[i] ?? REPEATABLE_PARAGRAPHS[i % REPEATABLE_PARAGRAPHS.length]!;
      const more = way(parts.context, rng);
      if (more !== "") said.push(more);
    }
    length = said.reduce((sum, text) => sum + text.length, 0);
  }
  return said.join("\n\n");
}

function kimiThought(parts: ThoughtParts, rng: Rng): string {
  const said: string[] = [];
  const seen = parts.resultRemark && rng.chance(0.78) ? `${parts.resultRemark} ` : "";
  const will = parts.nextCallRemark && rng.chance(0.46) ? ` ${parts.nextCallRemark}` : "";
  if (parts.task) said.push(`${rng.pick(KIMI_OPEN)} ${parts.task}. ${parts.core}${will}`);
  else if (seen) said.push(`${seen}${parts.core}${will}`);
  else if (parts.afterFailure) {
    said.push(rng.chance(0.3) ? `${rng.pick(KIMI_BAD)} ${parts.core}${will}` : parts.core + will);
  } else {said.push(
      !SOUNDS_BAD.test(parts.core) && rng.chance(0.15)
        ? `${rng.pick(KIMI_GOOD)} ${parts.core}${will}`
        : parts.core + will,
    );}
  if (rng.chance(0.3)) {
    said.push(
      rng.pick(
        parts.afterFailure ? REMARKS_AFTER_FAILURE : parts.draft ? REMARKS_BEFORE_WRITING : GENERAL_REMARKS,
      ),
    );
  }
  if (parts.notes.length > 0 && rng.chance(parts.task ? 0.45 : 0.07)) {
    const count = Math.min(parts.notes.length, rng.int(1, 4));
    const lines = parts.notes.splice(0, count).map((note, i) =>
      count > 2 ? `${i + 1}. ${note}` : `- ${note}`
    );
    said.push(`${rng.pick(NOTE_OPENERS)}\n${lines.join("\n")}`);
  }
  if (parts.draft && parts.draft.length < 9000 && rng.chance(0.08)) {
    said.push(
      `Let me draft it first:\n\n\`\`\`\n${parts.draft.trimEnd()}\n\`\`\`\n\nThat covers it. Now write it.`,
    );
  }
  if (parts.history.length > 5 && rng.chance(0.045)) said.push(reviewHistory(parts.history, rng, 60));
  return said.join("\n\n");
}

function glmThought(parts: ThoughtParts, rng: Rng): string {
  let core = parts.core;
  if (!parts.task && rng.chance(0.4)) core = core.match(/^[\s\S]*?[.!?](?=\s|$)/)?.[0] ?? core;
  if (parts.task && rng.chance(0.25)) core = `I need to ${parts.task}. ${core}`;
  else if (parts.task && rng.chance(0.4)) core = `${rng.pick(GLM_OPEN)} ${core}`;
  else if (parts.afterFailure && rng.chance(0.25)) core = `${rng.pick(GLM_BAD)} ${core}`;
  if (parts.resultRemark && rng.chance(0.34)) core = `${parts.resultRemark} ${core}`;
  if (parts.nextCallRemark && rng.chance(0.16)) core = `${core} ${parts.nextCallRemark}`;
  const said = [core];
  if (parts.notes.length > 0 && rng.chance(parts.task ? 0.3 : 0.04)) {
    said.push(parts.notes.splice(0, rng.int(1, 5)).map((note) => `- ${note}`).join("\n"));
  }
  if (parts.draft && parts.draft.length < 12000 && rng.chance(0.04)) {
    said.push(`Draft:\n\n${parts.draft.trimEnd()}`);
  }
  if (parts.history.length > 5 && rng.chance(0.04)) said.push(reviewHistory(parts.history, rng, 30));
  return said.join("\n\n");
}

function reviewHistory(history: readonly string[], rng: Rng, most: number): string {
  const lines = history.slice(-most).map((line, i) => `${i + 1}. ${line}`);
  return `${rng.pick(REVIEW_OPENERS)} So far:\n${lines.join("\n")}\n\n${rng.pick(REVIEW_ENDINGS)}`;
}

/** First words of a paragraph that quotes a result line by line; a thought has at most one. */
const QUOTING = "Going through the output";

/** Quotes a result line by line, up to a length, as models do when they want to be sure. */
function quoteResult(text: string, most: number, rng: Rng): string {
  const end = text.length > most ? text.lastIndexOf("\n", most) : text.length;
  const lines = text.slice(0, Math.max(0, end)).split("\n").filter((line) =>
    /\w/.test(line.replace(/^\s*\d+\|/, ""))
  );
  const remarks = lines.map((line, i) =>
    `${i + 1}. \`${line.trim().replace(/^\d+\|\s*/, "").replaceAll("`", "'")}\``
  );
  const opening = rng.pick([
    "from the top, line by line:",
    "line for line, as far as it matters:",
    "slowly, from the beginning:",
  ]);
  const close = rng.pick([
    "So much for that part.",
    "These are the lines that I go by.",
    "That is what there is; now what follows from it?",
    "I keep this in mind for the next steps.",
    "More than that I do not need to know here.",
  ]);
  return `${QUOTING} ${opening}\n${remarks.join("\n")}\n\n${close}`;
}
