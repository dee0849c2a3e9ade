import type { ErrorClass } from "tracebook";
import type { Json } from "tracebook/python";
import type { OutcomeFlag } from "../../../lib/trace/mod.ts";
import { repositoryUrl } from "../../repository.ts";

/** A tool response that was labelled by hand from the tools' documented result shapes. */
export interface Labelled {
  /** The tool's name, as the response has it. */
  tool: string;
  /** What the tool returned. */
  content: Json;
  /** What it says of the call. */
  outcome: "ok" | "error" | "unknown";
  /** The kind of error. */
  class?: ErrorClass;
  /** What else there is to know. */
  flags?: OutcomeFlag[];
  /** The reason in a few words. */
  why: string;
}

/** All labelled responses, by tool. */
export const LABELLED: readonly Labelled[] = JSON.parse(
  Deno.readTextFileSync(repositoryUrl("tests/fixtures/trace/outcomes.json")),
);
