import type { Category } from "./profile.ts";
import type { Story } from "./story.ts";
import { AGENT_WORK } from "./stories/agent_work.ts";
import { BROWSING } from "./stories/browsing.ts";
import { BUG_FIXING } from "./stories/bug_fixing.ts";
import { DATA_WORK } from "./stories/data_work.ts";
import { FILE_WORK } from "./stories/file_work.ts";
import { PLANNING } from "./stories/planning.ts";
import { REFACTORING } from "./stories/refactoring.ts";
import { REPOSITORY } from "./stories/repository.ts";
import { RESEARCH } from "./stories/research.ts";
import { SCRIPTING } from "./stories/scripting.ts";

const STORIES: readonly Story[] = [
  ...AGENT_WORK,
  ...BROWSING,
  ...BUG_FIXING,
  ...DATA_WORK,
  ...FILE_WORK,
  ...PLANNING,
  ...REFACTORING,
  ...REPOSITORY,
  ...RESEARCH,
  ...SCRIPTING,
];

const BY_CATEGORY = Map.groupBy(STORIES, ({ category }) => category);

/** The stories of a category with their weights. */
export function storiesOf(category: Category): readonly (readonly [Story, number])[] {
  return (BY_CATEGORY.get(category) ?? []).map((story) => [story, story.weight] as const);
}
