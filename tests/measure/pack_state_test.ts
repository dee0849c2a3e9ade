import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { RULES, type ToolName } from "../../lib/measure/trace_measures.ts";
import { measureTrace } from "../../lib/measure/measure_trace.ts";
import { type PackedState, packState, unpackState } from "../../lib/measure/pack_state.ts";
import { addTrace, emptyState, type MeasureState, mergeStates } from "../../lib/measure/state.ts";
import { PythonFloat } from "../../lib/python/mod.ts";
import { traces } from "./traces.ts";

const name: fc.Arbitrary<ToolName> = fc.oneof(
  fc.constantFrom("ls", "", "__proto__", "\ud800", null, true, false, 0, -1, 2 ** 53 - 1),
  fc.bigInt({ min: 2n ** 53n }),
  fc.double().map((value) => new PythonFloat(value)),
);

/** States of any traces, with tools of any name. */
const state: fc.Arbitrary<MeasureState> = fc.tuple(
  traces,
  fc.constantFrom(...RULES),
  fc.array(name),
  fc.nat(),
).map(
  ([list, rules, names, first]) => {
    const state = emptyState();
    list.forEach((trace, i) => addTrace(state, trace, measureTrace(trace, rules), first + i));
    names.forEach((name, at) => state.tools.set(`tool ${at}`, { name, count: at + 1, row: first, at }));
    return state;
  },
);

const throughJson = (packed: PackedState): PackedState => JSON.parse(JSON.stringify(packed));

Deno.test("a state survives being packed, as JSON and on the way to another thread", () => {
  fc.assert(fc.property(state, (state) => {
    assertEquals(unpackState(throughJson(packState(state))), state);
    assertEquals(unpackState(structuredClone(packState(state))), state);
  }));
});

Deno.test("packed states merge to what the states merge to", () => {
  fc.assert(fc.property(state, state, (a, b) => {
    const [packedA, packedB] = [a, b].map((each) => unpackState(throughJson(packState(each))));
    assertEquals(mergeStates(packedA!, packedB!), mergeStates(a, b));
  }));
});

Deno.test("a state of which a field is missing is refused by name", () => {
  const { tools: _, ...rest } = packState(emptyState());
  assertThrows(() => unpackState(rest as PackedState), TypeError, "Cannot unpack a state: it has no tools");
});
