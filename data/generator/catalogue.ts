import type { Category } from "./profile.ts";
import { BATCH_RENAMING } from "./stories/batch_renaming.ts";
import { BISECTING } from "./stories/bisecting.ts";
import { BUDGETING } from "./stories/budgeting.ts";
import { BUG_FIXING } from "./stories/bug_fixing.ts";
import { CRON_JOBS } from "./stories/cron_jobs.ts";
import { DELEGATING } from "./stories/delegating.ts";
import { DISK_USAGE } from "./stories/disk_usage.ts";
import { DOCUMENTING } from "./stories/documenting.ts";
import { FEATURE_WORK } from "./stories/feature_work.ts";
import { FORM_FILLING } from "./stories/form_filling.ts";
import { LOG_WORK } from "./stories/log_work.ts";
import { PLAN_MAKING } from "./stories/plan_making.ts";
import { RECALLING } from "./stories/recalling.ts";
import { REMEMBERING } from "./stories/remembering.ts";
import { RENAMING } from "./stories/renaming.ts";
import { REPLACING } from "./stories/replacing.ts";
import { RESEARCH } from "./stories/research.ts";
import { REVIEWING } from "./stories/reviewing.ts";
import { SCRIPT_WRITING } from "./stories/script_writing.ts";
import { SERVING } from "./stories/serving.ts";
import { SITE_READING } from "./stories/site_reading.ts";
import { SKILL_WORK } from "./stories/skill_work.ts";
import { SORTING } from "./stories/sorting.ts";
import { TABLE_WORK } from "./stories/table_work.ts";
import { TALKING } from "./stories/talking.ts";
import { VISUAL_CHECKS } from "./stories/visual_checks.ts";
import type { Story } from "./story.ts";

const STORIES: readonly Story[] = [
  ...BATCH_RENAMING,
  ...BISECTING,
  ...BUG_FIXING,
  ...CRON_JOBS,
  ...DELEGATING,
  ...DISK_USAGE,
  ...DOCUMENTING,
  ...FEATURE_WORK,
  ...LOG_WORK,
  ...PLAN_MAKING,
  ...BUDGETING,
  ...RECALLING,
  ...REMEMBERING,
  ...RENAMING,
  ...REPLACING,
  ...RESEARCH,
  ...TALKING,
  ...REVIEWING,
  ...SCRIPT_WRITING,
  ...SERVING,
  ...FORM_FILLING,
  ...VISUAL_CHECKS,
  ...SITE_READING,
  ...SKILL_WORK,
  ...SORTING,
  ...TABLE_WORK,
];

const BY_CATEGORY = Map.groupBy(STORIES, ({ category }) => category);

/** Returns the stories of a category, each with its weight. */
export function storiesOf(category: Category): readonly (readonly [Story, number])[] {
  return (BY_CATEGORY.get(category) ?? []).map((story) => [story, story.weight] as const);
}
