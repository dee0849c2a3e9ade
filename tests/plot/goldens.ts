/**
 * The specs that are kept as golden files. After an intended change, look at the charts and then write them anew:
 * `deno run --allow-write=tests/fixtures/plot tests/plot/goldens.ts`
 */
import {
  type Chart,
  plotCategories,
  plotComparison,
  plotDashboard,
  plotErrorRates,
  plotFactsDistributions,
  plotFailureModes,
  plotLengths,
  plotRecovery,
  plotThinkingAndCalls,
  plotTokenLengths,
  plotTools,
  plotToolsBySource,
  plotTransitions,
  plotTurns,
  plotTurnsBySource,
  plotWidths,
  plotWorkflowGraph,
} from "../../lib/plot/mod.ts";
import { compared, facts, flows, recovery, spread, tools as sourceTools } from "./measures.ts";
import { hostile, modes, none, rates, single, usual } from "./summaries.ts";
import { tokenLengths } from "./token_lengths.ts";

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
  turns_by_source: plotTurnsBySource(spread.turns),
  turns_by_source_words: plotTurnsBySource(spread.words),
  turns_by_source_none: plotTurnsBySource([]),
  turns_by_source_single: plotTurnsBySource(spread.turnsSingle),
  turns_by_source_hostile: plotTurnsBySource(spread.turnsHostile),
  facts_distributions: plotFactsDistributions(spread.usual),
  facts_distributions_none: plotFactsDistributions([]),
  facts_distributions_single: plotFactsDistributions(spread.single),
  facts_distributions_hostile: plotFactsDistributions(spread.hostile),
  tools_by_source: plotToolsBySource(sourceTools.usual!),
  tools_by_source_none: plotToolsBySource([]),
  tools_by_source_single: plotToolsBySource(sourceTools.single!),
  tools_by_source_hostile: plotToolsBySource(sourceTools.hostile!),
  thinking_and_calls: plotThinkingAndCalls(facts.usual),
  thinking_and_calls_dense: plotThinkingAndCalls(facts.dense),
  thinking_and_calls_none: plotThinkingAndCalls([]),
  thinking_and_calls_single: plotThinkingAndCalls(facts.single),
  thinking_and_calls_hostile: plotThinkingAndCalls(facts.hostile),
  thinking_and_calls_crowd: plotThinkingAndCalls(facts.crowd),
  recovery: plotRecovery(recovery.usual),
  recovery_sources: plotRecovery(recovery.sources),
  recovery_none: plotRecovery([]),
  recovery_single: plotRecovery(recovery.single),
  recovery_hostile: plotRecovery(recovery.hostile),
  transitions: plotTransitions(flows.usual!),
  transitions_none: plotTransitions([]),
  transitions_single: plotTransitions(flows.single!),
  transitions_hostile: plotTransitions(flows.hostile!),
  workflow_graph: plotWorkflowGraph(flows.usual!),
  workflow_graph_none: plotWorkflowGraph([]),
  workflow_graph_single: plotWorkflowGraph(flows.single!),
  workflow_graph_circle: plotWorkflowGraph(flows.circle!),
  workflow_graph_hostile: plotWorkflowGraph(flows.hostile!),
  token_lengths: plotTokenLengths(tokenLengths.usual!),
  token_lengths_none: plotTokenLengths(tokenLengths.none!),
  token_lengths_single: plotTokenLengths(tokenLengths.single!),
  token_lengths_far: plotTokenLengths(tokenLengths.far!),
  comparison: plotComparison(compared.usual!),
  comparison_tasks: plotComparison(compared.usual!, "tasks"),
  comparison_tasks_none: plotComparison(compared.none!, "tasks"),
  comparison_none: plotComparison(compared.none!),
  comparison_hostile: plotComparison(compared.hostile!),
};

if (import.meta.main) {
  for (const [name, chart] of Object.entries(goldens)) {
    await Deno.writeTextFile(new URL(`../fixtures/plot/${name}.json`, import.meta.url), `${chart.json()}\n`);
  }
}
