import { assert, assertEquals } from "@std/assert";
import { parseAssistant, parseTool } from "tracebook";
import {
  JsonDecodeError,
  pythonDumps,
  pythonHead,
  type PythonJson,
  pythonLength,
  pythonLoads,
  pythonRepr,
  pythonStr,
  pythonStrip,
  shorten,
} from "tracebook/python";
import { looksLikeError } from "../../lib/trace/mod.ts";
import { repositoryUrl } from "../repository.ts";

type Case = [kind: string, text: string | [string, number], answer: unknown];

const file = repositoryUrl("tests/fixtures/trace/python.golden.json");
const cases: Case[] = JSON.parse(await Deno.readTextFile(file));

const OURS: Record<string, (text: string, width: number) => unknown> = {
  assistant: (text) => pythonDumps(new Map<string, PythonJson>(Object.entries(parseAssistant(text)))),
  tool(text) {
    const written = pythonDumps(parseTool(text));
    return [written, looksLikeError(written)];
  },
  loads(text) {
    try {
      const value = pythonLoads(text);
      return [pythonDumps(value), pythonStr(value)];
    } catch (error) {
      assert(error instanceof JsonDecodeError);
      return "JSONDecodeError";
    }
  },
  strip: (text) => [pythonStrip(text), pythonLength(text), pythonHead(text, 3)],
  repr: (text) => pythonRepr(text),
  shorten: (text, width) => shorten(text, width),
};

for (const [kind, ours] of Object.entries(OURS)) {
  const own = cases.filter((each) => each[0] === kind);
  Deno.test(`${kind}: ${own.length} odd texts give what Python 3.11 gave`, () => {
    assert(own.length >= 40);
    for (const [, input, answer] of own) {
      const [text, width] = Array.isArray(input) ? input : [input, 0];
      assertEquals(ours(text, width), answer, `of ${JSON.stringify(input)}`);
    }
  });
}
