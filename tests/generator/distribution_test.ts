import { assert } from "@std/assert";
import { type SampleConfig, sampleTraces } from "../../data/generator/mod.ts";
import { callsOf, responsesOf } from "./trace_reading.ts";
import { shortOrLong } from "../long.ts";

function survey(config: SampleConfig, rows: number) {
  const count = {
    turns: 0,
    gpt: 0,
    calling: 0,
    parallel: 0,
    calls: 0,
    malformed: 0,
    longest: 0,
    widest: 0,
    chars: 0,
    cut: 0,
  };
  const thoughts: number[] = [];
  const tools = new Map<string, number>();
  const categories = new Map<string, Set<string>>();
  const codes = new Set<number>();
  const requests = new Set<string>();
  const odd = {
    empty: 0,
    unclosed: 0,
    extra: 0,
    strings: 0,
    nullError: 0,
    two: 0,
    several: 0,
    hint: 0,
    tagInside: 0,
    unicode: 0,
    cut: 0,
    answerOnly: 0,
  };
  for (const { conversations, category, subcategory } of sampleTraces({ rows, seed: 7, config })) {
    count.turns += conversations.length;
    count.longest = Math.max(count.longest, conversations.length);
    categories.set(category!, (categories.get(category!) ?? new Set()).add(subcategory!));
    requests.add(conversations[1]!.value);
    if (!conversations.some(({ from }) => from === "tool")) odd.answerOnly++;
    const last = conversations.at(-1)!;
    if (last.from === "tool" || callsOf(last.value).length > 0) odd.cut++;
    conversations.forEach(({ from, value }, i) => {
      if (from !== "system" && from === conversations[i - 1]?.from) odd.two++;
      if (from !== "system") count.chars += value.length;
      if (value.includes("... [OUTPUT TRUNCATED - ")) count.cut++;
      if (from === "gpt") {
        const calls = callsOf(value);
        thoughts.push(value.match(/^<think>\s*([\s\S]*?)(?:<\/think>|$)/)?.[1]?.trim().length ?? 0);
        count.gpt++;
        count.calls += calls.length;
        if (calls.length > 0) count.calling++;
        if (calls.length > 1) count.parallel++;
        count.widest = Math.max(count.widest, calls.length);
        count.malformed += calls.filter(({ args }) => !args).length;
        for (const { name } of calls) tools.set(name, (tools.get(name) ?? 0) + 1);
        if (/<think>\s*<\/think>/.test(value)) odd.empty++;
        if (value.startsWith("<think>") && !value.includes("</think>")) odd.unclosed++;
        if (value.includes("</think>\n</think>")) odd.extra++;
        if (/"[^"\n]*<\/(think|tool_call)>/.test(value)) odd.tagInside++;
        if (/[\u0600-\u06ff\u3040-\u9fff]|\p{Extended_Pictographic}/u.test(value)) odd.unicode++;
      } else if (from === "tool") {
        const responses = responsesOf(value);
        if (responses.length > 1) odd.several++;
        for (const { content } of responses) {
          if (typeof content === "string") odd.strings++;
          if (typeof content === "string" && content.includes("[Hint:")) odd.hint++;
          const { exit_code, error } = content as { exit_code?: number; error?: unknown };
          if (exit_code !== undefined) codes.add(exit_code);
          if (error === null) odd.nullError++;
        }
      }
    });
  }
  return { count, tools, categories, codes, requests, odd, thoughts: thoughts.sort((a, b) => a - b) };
}

/** Traces of each config that are looked at. */
const ROWS = shortOrLong(600, 1500);

const SEEN = { "kimi": survey("kimi", ROWS), "glm-5.1": survey("glm-5.1", ROWS) };

function within(value: number, low: number, high: number, what: string): void {
  assert(value >= low && value <= high, `${what}: ${value} is not from ${low} to ${high}`);
}

Deno.test("traces are as long, and hold as many calls, as in the real data", () => {
  within(SEEN["kimi"].count.turns / ROWS, 22.5, 27, "turns a kimi trace");
  within(SEEN["kimi"].count.calls / ROWS, 12, 15.5, "calls a kimi trace");
  within(SEEN["glm-5.1"].count.turns / ROWS, 17.5, 21, "turns a glm-5.1 trace");
  within(SEEN["glm-5.1"].count.calls / ROWS, 8.7, 11, "calls a glm-5.1 trace");
  assert(SEEN["kimi"].count.longest > 100);
});

Deno.test("traces hold as much text as in the real data, now and then more than the terminal shows", () => {
  within(
    SEEN["kimi"].count.chars / ROWS,
    33_000,
    43_000,
    "characters of a kimi trace beside the system turn",
  );
  within(
    SEEN["glm-5.1"].count.chars / ROWS,
    23_000,
    32_000,
    "characters of a glm-5.1 trace beside the system turn",
  );
  for (const { count } of Object.values(SEEN)) within(count.cut, 2, 60, "outputs that were cut");
});

Deno.test("thoughts are paragraphs in kimi and shorter in glm-5.1, both with a long tail", () => {
  const at = (config: keyof typeof SEEN, share: number) => {
    const { thoughts } = SEEN[config];
    return thoughts[Math.floor(share * thoughts.length)]!;
  };
  within(at("kimi", 0.5), 280, 430, "median of kimi");
  within(at("kimi", 0.95), 1000, 1700, "95th percentile of kimi");
  within(at("glm-5.1", 0.5), 110, 220, "median of glm-5.1");
  within(at("glm-5.1", 0.95), 650, 1200, "95th percentile of glm-5.1");
  assert(SEEN["kimi"].thoughts.at(-1)! > 4000);
});

Deno.test("about one gpt turn in six (glm-5.1: in seven) holds several calls, a few of them very many", () => {
  within(SEEN["kimi"].count.parallel / SEEN["kimi"].count.gpt, 0.145, 0.18, "parallel turns of kimi");
  within(SEEN["glm-5.1"].count.parallel / SEEN["glm-5.1"].count.gpt, 0.12, 0.16, "parallel turns of glm-5.1");
  assert(SEEN["kimi"].count.widest >= 8);
});

Deno.test("tools have the shares of the real data, with a long tail", () => {
  const { tools, count } = SEEN["kimi"];
  const share = (prefix: string) =>
    [...tools].reduce((sum, [name, n]) => name.startsWith(prefix) ? sum + n : sum, 0) / count.calls;
  within(share("terminal"), 0.37, 0.47, "terminal");
  within(share("read_file"), 0.09, 0.14, "read_file");
  within(share("search_files"), 0.07, 0.12, "search_files");
  within(share("write_file"), 0.07, 0.12, "write_file");
  within(share("browser_"), 0.07, 0.15, "browser");
  for (
    const name of [
      "patch",
      "process",
      "todo",
      "execute_code",
      "web_search",
      "web_extract",
      "memory",
      "session_search",
      "skill_view",
      "cronjob",
      "delegate_task",
      "clarify",
      "browser_vision",
    ]
  ) {
    assert(tools.has(name), name);
  }
});

Deno.test("all nine categories are there, each with several subcategories", () => {
  for (const { categories } of Object.values(SEEN)) {
    assert(categories.size === 9);
    for (const [name, labels] of categories) assert(labels.size >= 2, name);
  }
});

Deno.test("about one request in five was asked before", () => {
  for (const { requests } of Object.values(SEEN)) {
    within(requests.size / ROWS, 0.74, 0.88, "different requests");
  }
});

Deno.test("the oddities of the real data are there, at modest rates", () => {
  for (const { odd, codes, count } of Object.values(SEEN)) {
    for (const code of [0, 1, 2, 124, 126, 127, 130, 137, -1]) assert(codes.has(code), `exit code ${code}`);
    within(count.malformed, 5, 200, "malformed calls");
    for (const [name, n] of Object.entries(odd)) assert(n > 0, name);
    within(odd.empty / count.gpt, 0.005, 0.06, "empty thoughts");
    within(odd.unclosed / count.gpt, 0.0005, 0.01, "unclosed thoughts");
    within(odd.cut / ROWS, 0.004, 0.04, "traces cut off");
    assert(odd.nullError > 5 * ROWS / 2);
  }
});
