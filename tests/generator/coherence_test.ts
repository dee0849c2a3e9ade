import { assert, assertEquals } from "@std/assert";
import type { Trace } from "tracebook";
import { SAMPLE_CONFIGS, sampleTraces } from "../../data/generator/mod.ts";
import { callsOf, pairs, responsesOf } from "./trace_reading.ts";

const ALL: Trace[] = SAMPLE_CONFIGS.flatMap((config) => [...sampleTraces({ rows: 500, seed: 11, config })]);

Deno.test("every call is answered under its name, unless the trace was cut off", () => {
  for (const trace of ALL) {
    const { conversations, id } = trace;
    const cut = conversations.at(-1)!.from === "gpt" && callsOf(conversations.at(-1)!.value).length > 0;
    const lastCalls = cut ? callsOf(conversations.at(-1)!.value).length : 0;
    const all = pairs(trace);
    all.forEach(([call, response], i) => {
      if (i >= all.length - lastCalls) return;
      assert(response, `${id}: no answer to ${call.name}`);
      assertEquals(response.name, call.name, id);
    });
  }
});

Deno.test("ids count over the trace as functions.NAME:N in kimi, and are call_ and hexadecimal in glm-5.1", () => {
  for (
    const [config, pattern] of [["kimi", /^functions\.\w+:\d+$/], ["glm-5.1", /^call_[0-9a-f]{24}$/]] as const
  ) {
    for (const { conversations } of sampleTraces({ rows: 60, seed: 2, config })) {
      const ids = conversations.flatMap(({ from, value }) => from === "tool" ? responsesOf(value) : []).map((
        r,
      ) => r.id);
      assert(ids.every((id) => pattern.test(id)));
      assertEquals(new Set(ids).size, ids.length);
      if (config === "kimi") assertEquals(ids.map((id) => Number(id.split(":")[1])), ids.map((_, i) => i));
    }
  }
});

Deno.test("a file that was written is read back as it was written", () => {
  let checked = 0;
  for (const trace of ALL) {
    const written = new Map<string, string>();
    for (const [call, response] of pairs(trace)) {
      const path = String(call.args?.path ?? "");
      const result = response?.content as Record<string, unknown> | undefined;
      if (call.name === "terminal" || call.name === "patch") {
        const text = String(call.args?.command ?? path);
        // Whatever a command or a patch may have changed is not known any more; cd leads to other files.
        for (const known of written.keys()) {
          if (/^cd |\brm\b|\bmv\b|sed -i|rename|write/.test(text) || text === known) written.delete(known);
        }
      } else if (call.name === "write_file" && typeof result?.bytes_written === "number") {
        const content = String(call.args!.content);
        written.set(path, content);
        assertEquals(result.bytes_written, new TextEncoder().encode(content).length, trace.id);
      } else if (
        call.name === "read_file" && written.has(path) && result && !result.dedup && !call.args?.offset &&
        !result.error
      ) {
        const lines = String(result.content).split("\n").map((line) => line.slice(line.indexOf("|") + 1));
        assertEquals(lines.join("\n"), written.get(path)!.replace(/\n$/, ""), `${trace.id}: ${path}`);
        checked++;
      }
    }
  }
  assert(checked > 50, `${checked} files read back`);
});

Deno.test("what cat prints is what was written", () => {
  let checked = 0;
  for (const trace of ALL) {
    const written = new Map<string, string>();
    for (const [call, response] of pairs(trace)) {
      const command = String(call.args?.command ?? "");
      const result = response?.content as Record<string, unknown> | undefined;
      if (call.name === "write_file" && call.args) {
        written.set(String(call.args.path), String(call.args.content));
      } else if (/^cd /.test(command) || call.name === "patch") written.clear();
      const path = command.match(/^cat ([^*|\s]+)$/)?.[1];
      if (!path || result?.exit_code !== 0 || !written.has(path)) continue;
      assertEquals(result.output, written.get(path)!.replace(/\n$/, ""), `${trace.id}: ${path}`);
      checked++;
    }
  }
  assert(checked > 50, `${checked} files shown`);
});

Deno.test("a patch that succeeds shows the old and the new text in its difference", () => {
  let checked = 0;
  for (const trace of ALL) {
    for (const [call, response] of pairs(trace)) {
      const result = response?.content as Record<string, unknown> | undefined;
      if (call.name !== "patch" || !call.args || result?.success !== true) continue;
      const diff = String(result.diff);
      const fresh = String(call.args.new_string).split("\n").filter(Boolean);
      assert(
        fresh.some((line) => diff.split("\n").some((row) => /^[+ ]/.test(row) && row.includes(line.trim()))),
        trace.id,
      );
      assert(diff.includes(`--- a/${call.args.path}`));
      checked++;
    }
  }
  assert(checked > 50, `${checked} patches`);
});

Deno.test("a test that fails is green at the end of its story", () => {
  let checked = 0;
  for (const trace of ALL.filter(({ subcategory }) => subcategory === "Bug Fixing")) {
    const last = trace.conversations.at(-1)!;
    // A user who comes with another task afterwards may end with somebody else's red tests.
    if (trace.conversations.slice(3).some(({ from, value }) => from === "human" && value.length > 60)) {
      continue;
    }
    if (last.from !== "gpt" || callsOf(last.value).length > 0) continue;
    const outputs = pairs(trace).map(([, response]) =>
      (response?.content as { output?: string } | undefined)?.output ?? ""
    );
    const runs = outputs.filter((text) => typeof text === "string" && /\d+ (failed|passed)/.test(text));
    assert(runs.some((text) => /\d failed/.test(text)), trace.id);
    assert(/(^|\n|\n=+ )\d+ passed/.test(runs.at(-1)!), trace.id);
    checked++;
  }
  assert(checked > 20);
});

Deno.test("only tools of the trace are called, unless the answer says that there is no such tool", () => {
  for (const trace of ALL) {
    const names = new Set(
      JSON.parse(trace.tools!).map((tool: { function: { name: string } }) => tool.function.name),
    );
    for (const [call, response] of pairs(trace)) {
      if (names.has(call.name) || !response) continue;
      assert(String(response.content).includes("does not exist"), `${trace.id}: ${call.name}`);
    }
  }
});

Deno.test("arguments are those of the tool's schema, with all that are required", () => {
  for (const trace of ALL) {
    const schemas = new Map(
      JSON.parse(trace.tools!).map((
        tool: { function: { name: string; parameters: unknown } },
      ) => [tool.function.name, tool.function.parameters]),
    );
    for (const [call] of pairs(trace)) {
      const schema = schemas.get(call.name) as { properties: object; required: string[] } | undefined;
      if (!schema || !call.args) continue;
      for (const key of Object.keys(call.args)) assert(key in schema.properties, `${call.name}.${key}`);
      for (const key of schema.required) {
        assert(key in call.args, `${call.name} without ${key} in ${trace.id}`);
      }
    }
  }
});
