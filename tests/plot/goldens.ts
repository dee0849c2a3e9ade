/**
 * The specs that are kept as golden files. After an intended change, look at the charts and then write them anew:
 * `deno run --allow-write=tests/fixtures/plot tests/plot/goldens.ts`
 */
import {
  type Chart,
  plotCategories,
  plotDashboard,
  plotErrorRates,
  plotFailureModes,
  plotLengths,
  plotTools,
  plotTurns,
  plotWidths,
} from "../../lib/plot/mod.ts";
import { hostile, modes, none, rates, single, usual } from "./summaries.ts";

/** Golden file names to charts. */
export const goldens: Record<string, Chart> = {
  tools: plotTools(usual),
  widths: plotWidths(usual),
  turns: plotTurns(usual),
  categories: plotCategories(usual),
  dashboard: plotDashboard(usual),
  dashboard_none: plotDashboard(none),
  dashboard_single: plotDashboard(single),
  dashboard_hostile: plotDashboard(hostile),
  error_rates: plotErrorRates(rates),
  error_rates_none: plotErrorRates([]),
  failure_modes: plotFailureModes(modes),
  failure_modes_none: plotFailureModes([]),
  lengths: plotLengths(usual),
  lengths_none: plotLengths(none),
  lengths_single: plotLengths(single),
  lengths_hostile: plotLengths(hostile),
};

if (import.meta.main) {
  for (const [name, chart] of Object.entries(goldens)) {
    await Deno.writeTextFile(new URL(`../fixtures/plot/${name}.json`, import.meta.url), `${chart.json()}\n`);
  }
}
