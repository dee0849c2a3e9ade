import { assertEquals, assertThrows } from "@std/assert";
import { firstTurn, type Turn } from "tracebook";

const conversations: Turn[] = [
  { from: "system", value: "Help." },
  { from: "human", value: "Hi" },
  { from: "human", value: "Hello?" },
];

Deno.test("the first turn of a role", () => {
  assertEquals(firstTurn({ conversations }, "human"), conversations[1]);
});

Deno.test("a role without a turn is an error that names those there are", () => {
  assertThrows(
    () => firstTurn({ conversations }, "gpt"),
    RangeError,
    "of the role gpt: the trace has system, human",
  );
  assertThrows(() => firstTurn({ conversations: [] }, "tool"), RangeError, "no turn at all");
});
