/** Sentences of a plan about one of its points; `$point` stands for the point. */
export const POINT_LINES = [
  "Needs a decision from whoever pays for it, and that takes a few days.",
  "Can be done by one person in an afternoon, if nothing has to be waited for.",
  "Depends on the point before it; there is no use in starting earlier.",
  "Should be announced a week in advance, so that nobody is surprised.",
  "If it takes longer than planned, the next point can begin without it.",
  "Costs little, but is forgotten easily. Put a reminder into the calendar.",
  "Ask somebody who has done it before; an hour of talking saves a day.",
  "Best done on a quiet day, early in the week.",
  "Write down what was agreed, even if it seems obvious.",
  "Keep the receipts and the correspondence in one folder.",
  "There is a simpler way if time runs out: do the half that others wait for.",
  "Have somebody else look at the result before it counts as done.",
  "A short list is enough; the details will change anyway.",
  "Do not do this on the last day, because something nearly always comes up.",
] as const;

/** Sentences on how one knows that a point of a plan is done. */
export const DONE_LINES = [
  "everybody concerned has said yes",
  "it can be crossed off without an afterthought",
  "there is a note of it in the folder",
  "somebody else could take over from here",
  "nothing about it is still open on the day after",
  "the next point can begin",
  "the costs are known and written down",
] as const;

/** Sentences of a skill about one of its steps. */
export const STEP_LINES = [
  "Look at the current state first and note it, so that the change can be told from what was there before.",
  "If this step was done in an earlier run, it does no harm to do it again.",
  "Stop here when the check fails; the later steps rely on it.",
  "Use the project's own settings and not the defaults of the tool.",
  "This may take some minutes with much data. Do not interrupt it.",
  "Write the result to the log before you go on.",
  "Ask before anything is deleted that cannot be made again.",
  "When in doubt, do less: a step that was left out is found more easily than one that was done twice.",
  "Compare the number of entries before and after.",
  "A warning is fine here, an error is not.",
  "Keep the output; the last step needs it.",
  "There is nothing to be configured for this.",
] as const;
