/**
 * How often the 95 % intervals of a comparison hold the true difference, and how often its test raises a false alarm, on
 * simulated sources of many kinds. Exits with 1 if an interval covers less than 93 or more than 97 %, or the test is
 * wrong more than 7 times in a hundred.
 *
 * @module
 */
import { SCENARIOS, trueDifference, tryScenario } from "../measure/compare/simulated.ts";

const ROUNDS = 3000;
const RESAMPLES = 499;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
let wrong = 0;
console.log(`| ${ROUNDS} simulated comparisons each | clusters: a, both, b | covered | false alarms |`);
console.log("|---|---|---|---|");
for (const scenario of SCENARIOS) {
  const { covered, rejected } = tryScenario(scenario, ROUNDS, RESAMPLES);
  const alike = trueDifference(scenario) === 0;
  const shape = `${scenario.name} (${scenario.shape})`;
  console.log(
    `| ${shape} | ${scenario.clusters.join(", ")} | ${percent(covered)} | ${
      alike ? percent(rejected) : "–"
    } |`,
  );
  if (covered < 0.93 || covered > 0.97 || (alike && rejected > 0.07)) wrong++;
}
Deno.exit(wrong > 0 ? 1 : 0);
