/**
 * How often the synthetic traces are odd, in the ways that real ones are. Rates of turns are per gpt turn, rates of
 * traces per trace, rates of calls per chance to do so.
 */
export const ODDITY_RATES = {
  /** gpt turns whose thought is empty. */
  emptyThink: { "kimi": 0.012, "glm-5.1": 0.035 },
  /** gpt turns without any thought. */
  noThink: { "kimi": 0.006, "glm-5.1": 0.02 },
  /** gpt turns whose thought is never closed. */
  unclosedThink: { "kimi": 0.0022, "glm-5.1": 0.0035 },
  /** gpt turns with a second `</think>` after the first. */
  extraCloseThink: { "kimi": 0.005, "glm-5.1": 0.003 },
  /** gpt turns with two thoughts. */
  twoThoughts: { "kimi": 0.006, "glm-5.1": 0.004 },
  /** Calls that are first sent as broken JSON, answered by an error, and sent again. */
  malformedCall: { "kimi": 0.0045, "glm-5.1": 0.006 },
  /** Calls to a tool that is not there, answered by the list of tools. */
  unknownTool: { "kimi": 0.002, "glm-5.1": 0.0035 },
  /** Traces whose first request comes in two human turns. */
  twoHumanTurns: { "kimi": 0.012, "glm-5.1": 0.016 },
  /** Traces with two gpt turns in a row. */
  twoGptTurns: { "kimi": 0.012, "glm-5.1": 0.01 },
  /** Traces that stop in the middle: at a tool turn, or with calls that nobody answers. */
  stopsEarly: { "kimi": 0.02, "glm-5.1": 0.014 },
  /** Of those that stop, the share that stop with calls unanswered. */
  stopsUnanswered: { "kimi": 0.45, "glm-5.1": 0.5 },
  /** Traces that are repeats of an earlier row's request, played anew. */
  repeatedRequest: { "kimi": 0.19, "glm-5.1": 0.19 },
  /** Requests that both configs were given. */
  sharedRequest: 0.4,
  /** Parallel calls answered in a tool turn each instead of one for all. */
  splitResponses: { "kimi": 0.01, "glm-5.1": 0.01 },
  /** Results with a budget note (a key, or a line after the JSON) in traces that are long. */
  budgetNote: { "kimi": 0.05, "glm-5.1": 0.05 },
  /** Traces in which something goes wrong that has nothing to do with the task: a missing program, a slow command. */
  injectedFailures: { "kimi": 0.5, "glm-5.1": 0.42 },
} as const;
