/** Sentences that `kimi` may add to any thought. */
export const GENERAL_REMARKS = [
  "I should be careful not to assume anything that I have not seen yet. What I need is the actual content, and then I can decide what to do with it.",
  "If this turns out differently from what I expect, I will have to adjust the plan, but so far everything fits together.",
  "There may be a shorter way, but this one leaves a trace that can be checked afterwards, and that is worth the extra step.",
  "I want to see this for myself before I say anything about it to the user.",
  "That should tell me most of what I need for the next step.",
  "The user did not say how to do this, so I will take the simplest way that can be undone.",
  "It is a small step, but it rules out one of the possible explanations.",
  "Let me keep an eye on what the user actually asked for: no more and no less than that.",
  "After that I should have enough to go on without asking back.",
  "One thing at a time, so that I can tell what caused what.",
] as const;

/** Sentences that `kimi` may add before it writes a file. */
export const REMARKS_BEFORE_WRITING = [
  "I will keep it short and in the style of what is already there, so that nobody has to get used to something new.",
  "The whole file has to be right, because writing replaces everything that was in it before.",
  "I should check it afterwards instead of trusting that it went well.",
  "No clever tricks here: whoever reads this next year should understand it at once.",
  "Everything that it needs is known now, so I can write it in one go.",
  "If something in it is wrong, the next run will show it immediately.",
] as const;

/** Sentences that `kimi` may add after a failure. */
export const REMARKS_AFTER_FAILURE = [
  "The message says quite clearly what is wrong, so there is no need to guess.",
  "This is not what I hoped for, but it is useful: now I know where to look.",
  "I should not simply try the same thing again. Something has to be different this time.",
  "Before I change anything I want to be sure that I have understood the reason.",
  "It is better to find this now than later. Let me deal with it and then go on as planned.",
] as const;
