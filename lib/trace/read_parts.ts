import { pythonStrip } from "../python/mod.ts";
import type { Part, ThinkPart } from "./part.ts";
import { readCall, readResponse, readUntagged } from "./read_blocks.ts";
import type { Role } from "./row.ts";
import { type Tag, TagFinder, TAGS } from "./tag_finder.ts";

/**
 * Splits a turn's text into typed parts by the structured rules. The parts lie end to end: joined by their
 * spans they are the text. What is wrong with a part (an unclosed tag, a call that cannot be read) is its
 * `problem`; nothing is dropped and nothing throws. Time is linear in the text's length.
 *
 * - A call inside a thought is part of the thought; what stands in backticks is only mentioned.
 * - A closing tag inside a JSON string closes nothing.
 * - A thought that is never closed ends before the first readable call that begins a line, or with the turn.
 * - A tool turn without tags is one response.
 *
 * @param value The turn's raw text.
 * @param from Who speaks: thoughts and calls are read in gpt turns, responses in tool turns (and, flagged, in
 * gpt turns); the text of other turns is one part.
 * @returns The parts; none for an empty text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readParts } from "tracebook";
 *
 * const text = '<think>list it</think>\n<tool_call>{"name": "ls", "arguments": {"path": "</tool_call>"}}</tool_call>';
 * const parts = readParts(text, "gpt");
 * assertEquals(parts.map((part) => part.kind), ["think", "text", "call"]);
 * assertEquals(parts.map((part) => text.slice(part.start, part.end)).join(""), text);
 * ```
 */
export function readParts(value: string, from: Role): Part[] {
  if (value === "") return [];
  if (from === "gpt") return readGpt(value);
  if (from === "tool") return readTool(value);
  return [{ kind: "text", start: 0, end: value.length }];
}

const GPT_TAGS = Object.values(TAGS);
const TOOL_TAGS = [TAGS.response, TAGS.responseEnd];

function readGpt(text: string): Part[] {
  const tags = new TagFinder(text);
  return split(tags, GPT_TAGS, (tag, at) => {
    switch (tag) {
      case TAGS.think:
        return readThink(tags, at);
      case TAGS.call:
        return readCall(tags, at);
      case TAGS.response: {
        const part = readResponse(tags, at);
        return { ...part, problem: part.problem ?? "a tool response inside a gpt turn" };
      }
      default:
        return { kind: "stray", start: at, end: at + tag.length, problem: `${tag} closes nothing` };
    }
  });
}

function readTool(text: string): Part[] {
  const tags = new TagFinder(text);
  if (tags.find(TAGS.response, 0) === text.length && pythonStrip(text) !== "") return [readUntagged(tags)];
  return split(
    tags,
    TOOL_TAGS,
    (tag, at) =>
      tag === TAGS.response
        ? readResponse(tags, at)
        : { kind: "stray", start: at, end: at + tag.length, problem: `${tag} closes nothing` },
  );
}

/** Cuts at the tags that `read` takes; what lies between is text. */
function split(
  tags: TagFinder,
  which: readonly Tag[],
  read: (tag: Tag, at: number) => Part | undefined,
): Part[] {
  const { text } = tags;
  const parts: Part[] = [];
  let textStart = 0;
  let from = 0;
  for (let found = tags.first(which, from); found; found = tags.first(which, from)) {
    const [tag, at] = found;
    const part = read(tag, at);
    from = part?.end ?? at + tag.length;
    if (!part || (part.kind !== "stray" && tags.isQuoted(part.start, part.end))) continue;
    if (at > textStart) parts.push({ kind: "text", start: textStart, end: at });
    parts.push(part);
    textStart = from;
  }
  if (text.length > textStart) parts.push({ kind: "text", start: textStart, end: text.length });
  return parts;
}

function readThink(tags: TagFinder, start: number): ThinkPart {
  const { text } = tags;
  const inner = start + TAGS.think.length;
  const close = tags.find(TAGS.thinkEnd, inner);
  const reopened = tags.findOnOwnLine(TAGS.think, inner);
  const closed = close < text.length;
  const think = (innerEnd: number, end: number): ThinkPart => (
    { kind: "think", start, end, text: pythonStrip(text.slice(inner, innerEnd)) }
  );
  if (closed && close < reopened) return think(close, close + TAGS.thinkEnd.length);

  // never closed, or another one begins first: the thought ends where the turn goes on to act
  const limit = closed ? reopened : text.length;
  const call = firstCallOnOwnLine(tags, inner, limit);
  if (call < limit || !closed) return { ...think(call, call), problem: "unclosed <think>" };
  return { ...think(close, close + TAGS.thinkEnd.length), problem: "a <think> inside a thought" };
}

/** Where the first readable call that begins a line is, from `from` to `limit`; `limit` if there is none. */
function firstCallOnOwnLine(tags: TagFinder, from: number, limit: number): number {
  let at = tags.findOnOwnLine(TAGS.call, from);
  while (at < limit) {
    const call = readCall(tags, at);
    if (call && !call.problem) return at;
    at = tags.findOnOwnLine(TAGS.call, at + 1);
  }
  return limit;
}
