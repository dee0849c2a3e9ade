/** Whether intervals and p-values keep what they promise; `deno task soak` tries more kinds of sources, longer. */
import { assert } from "@std/assert";
import { SCENARIOS, tryScenario } from "./simulated.ts";
import { shortOrLong } from "../../long.ts";

for (const name of ["12 pairs", "shared by chance, harder", "twice the spread, smaller"]) {
  Deno.test(`95 % intervals hold the true difference 93 to 97 times in a hundred: ${name}`, () => {
    const { covered, rejected } = tryScenario(
      SCENARIOS.find((one) => one.name === name)!,
      ...shortOrLong<[number, number]>([300, 99], [600, 199]),
    );
    assert(covered >= 0.93 && covered <= 0.97, `covered ${covered}`);
    assert(rejected >= 0.03 && rejected <= 0.07, `false alarms ${rejected}`);
  });
}
