/**
 * Rates of the oddities in synthetic traces, as shares from 0 to 1: of gpt turns, of traces, or of the calls that could have
 * the oddity.
 */
export const ODDITY_RATES = {
  /** Share of gpt turns whose thought is empty. */
  emptyThink: { "kimi": 0.012, "glm-5.1": 0.035 },
  /** Share of gpt turns without any thought. */
  noThink: { "kimi": 0.006, "glm-5.1": 0.02 },
  /** Share of gpt turns whose thought is never closed. */
  unclosedThink: { "kimi": 0.0022, "glm-5.1": 0.0035 },
  /** Share of gpt turns with a second `</think>` after the first. */
  extraCloseThink: { "kimi": 0.005, "glm-5.1": 0.003 },
  /** Share of gpt turns with two thoughts. */
  twoThoughts: { "kimi": 0.006, "glm-5.1": 0.004 },
  /** Share of calls that are first sent as broken JSON, answered by an error, and sent again. */
  malformedCall: { "kimi": 0.0045, "glm-5.1": 0.006 },
  /** Share of steps that first call a tool that does not exist, answered by the list of tools. */
  unknownTool: { "kimi": 0.002, "glm-5.1": 0.0035 },
  /** Share of traces whose first request comes in two human turns. */
  twoHumanTurns: { "kimi": 0.012, "glm-5.1": 0.016 },
  /** Share of traces with two gpt turns in a row. */
  twoGptTurns: { "kimi": 0.012, "glm-5.1": 0.01 },
  /** Share of traces that stop early: at a tool turn, or with unanswered calls. */
  stopsEarly: { "kimi": 0.02, "glm-5.1": 0.014 },
  /** Share, of the traces that stop early, of those that stop with unanswered calls. */
  stopsUnanswered: { "kimi": 0.45, "glm-5.1": 0.5 },
  /** Share of traces that repeat an earlier row's request, with other steps. */
  repeatedRequest: { "kimi": 0.19, "glm-5.1": 0.19 },
  /** Share of requests that both configs have. */
  sharedRequest: 0.4,
  /** Share of parallel calls that are answered in a tool turn each, instead of one for all. */
  splitResponses: { "kimi": 0.01, "glm-5.1": 0.01 },
  /** Share of results from step 38 on that carry a note on the step budget. */
  budgetNote: { "kimi": 0.2, "glm-5.1": 0.2 },
  /** Share of traces with failures that have nothing to do with the task, such as a missing program. */
  injectedFailures: { "kimi": 0.5, "glm-5.1": 0.42 },
} as const;
