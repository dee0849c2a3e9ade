import type { Json } from "../python/mod.ts";

/** A stretch of a turn's text: UTF-16 indices, `[start, end)`. */
export interface Span {
  /** First index. */
  start: number;
  /** Index behind the last. */
  end: number;
}

/** What every part has: where it is, and what is wrong with it, if anything. */
export interface PartBase extends Span {
  /** What is wrong, in words; absent where nothing is. */
  problem?: string;
}

/** Text outside all tags. */
export interface TextPart extends PartBase {
  /** The discriminator. */
  kind: "text";
}

/** A `<think>` block, or what follows one that is never closed. */
export interface ThinkPart extends PartBase {
  /** The discriminator. */
  kind: "think";
  /** The thought, stripped. */
  text: string;
}

/** A `<tool_call>` block. One that cannot be read is named `<malformed>`, and its `problem` says why. */
export interface CallPart extends PartBase {
  /** The discriminator. */
  kind: "call";
  /** The tool's name. */
  name: string;
  /** The arguments as plain data; the exact text is in `body`. */
  arguments: { [key: string]: Json };
  /** Where the call's JSON text is. */
  body: Span;
}

/** A `<tool_response>` block. */
export interface ResponsePart extends PartBase {
  /** The discriminator. */
  kind: "response";
  /** The id of the call it answers, where the envelope names one. */
  id?: string;
  /** The tool's name, where the envelope names one. */
  name?: string;
  /** What the tool returned: the envelope's `content`, else the whole JSON, else the raw text. */
  content: Json;
  /** Text behind the JSON. */
  note?: string;
  /** Where the block's body is. */
  body: Span;
}

/** A closing tag that closes nothing. */
export interface StrayPart extends PartBase {
  /** The discriminator. */
  kind: "stray";
}

/** A typed piece of a turn. The parts of a turn lie end to end and cover every character. */
export type Part = TextPart | ThinkPart | CallPart | ResponsePart | StrayPart;
