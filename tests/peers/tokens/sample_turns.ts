/**
 * Prints the turns of the embedded sample: one JSON list of `[from, value]` a trace and line.
 *
 * @module
 */
import { loadTraces } from "tracebook";

for await (const { conversations } of loadTraces("sample")) {
  console.log(JSON.stringify(conversations.map(({ from, value }) => [from, value])));
}
