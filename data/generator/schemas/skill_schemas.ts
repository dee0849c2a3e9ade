import { tool } from "./schema.ts";

/** Schemas of skills and of jobs that run by the clock. */
export const SKILL_TOOLS = [
  tool(
    "skills_list",
    "List the skills there are, by name and description. Use skill_view(name) to read one.",
    {
      category: ["string", "Only list the skills of this category."],
    },
  ),
  tool(
    "skill_view",
    "Read a skill: how a certain kind of work is done here, and the scripts and templates that go with it. The first call returns the text of SKILL.md and a list 'linked_files' of references, templates and scripts. To read one of those, call again with 'file_path'.",
    {
      "name!": ["string", "The skill's name, as skills_list gives it."],
      file_path: [
        "string",
        "A file that belongs to the skill, for example 'references/api.md'. Leave it out for the skill itself.",
      ],
    },
  ),
  tool(
    "skill_manage",
    "Create, change or delete skills. A skill is what you know about doing one kind of work, kept for later. New skills go to the user's own folder; all of them can be changed wherever they are.\n\n" +
      "Actions: 'create' (a whole SKILL.md, and a category if there is one), 'patch' (old_string and new_string, the usual way to correct something), 'edit' (replace the whole SKILL.md, for larger changes), 'delete', 'write_file' and 'remove_file' (files that belong to the skill).\n\n" +
      "Create one when something difficult worked (five calls or more), when an error was overcome, when the user corrected the way and the new one worked, or when the user asks you to remember how something is done. Change one when a step is outdated or wrong, when it fails on this system, or when a step or a trap turned out to be missing: if you followed a skill and met something it does not say, put it in at once.\n\n" +
      "Afterwards offer to keep what was difficult as a skill. Leave out what happened once. A good skill says when to use it, gives numbered steps with the exact commands, names the traps, and tells how to check the result.",
    {
      "action!": ["string", "What to do.", {
        enum: ["create", "patch", "edit", "delete", "write_file", "remove_file"],
      }],
      "name!": [
        "string",
        "The skill's name: lower-case letters, digits, hyphens and underscores, at most 64 of them.",
      ],
      content: [
        "string",
        "The whole SKILL.md, header and text. Needed for 'create' and 'edit'. For 'edit' read the skill first.",
      ],
      old_string: [
        "string",
        "The text to find (needed for 'patch'). It must occur only once unless replace_all is set.",
      ],
      new_string: ["string", "The text to put in its place (needed for 'patch'); empty to delete."],
      replace_all: [
        "boolean",
        "For 'patch': replace every occurrence instead of requiring one only (default false).",
      ],
      category: [
        "string",
        "A category that orders the skills, for example 'devops' or 'data'. Only for 'create'.",
      ],
      file_path: [
        "string",
        "A file of the skill, below references/, templates/, scripts/ or assets/. For 'patch' the default is SKILL.md.",
      ],
      file_content: ["string", "The file's content. Needed for 'write_file'."],
    },
  ),
  tool(
    "cronjob",
    "Manage work that runs by the clock. Actions: 'create', 'list', 'update', 'pause', 'resume', 'remove', and 'run' for one run at once.\n\n" +
      "A job runs in a fresh session that knows nothing of this conversation: its prompt must say everything (what to do, with which files and addresses, what to report and where). What it answers at the end is delivered by itself to the place that 'deliver' names, so the prompt must not ask for it to be sent. Nobody is there to be asked while it runs. A job must not create other jobs.\n\n" +
      "The schedule is a span ('30m', '2h'), a repetition ('every 6h'), a cron expression ('0 9 * * 1-5') or a time ('2026-04-02T09:00'). Times are those of the machine.",
    {
      "action!": ["string", "What to do.", {
        enum: ["create", "list", "update", "pause", "resume", "remove", "run"],
      }],
      job_id: ["string", "The job, for every action but 'create' and 'list'."],
      prompt: ["string", "What the job is to do, complete in itself. Needed for 'create'."],
      schedule: ["string", "When: '30m', 'every 2h', '0 9 * * *' or a time. Needed for 'create'."],
      name: ["string", "A name for people to read."],
      repeat: [
        "integer",
        "How many times to run. Leave it out for the default: once for a time or a span, for ever for a repetition.",
      ],
      deliver: [
        "string",
        "Where the result goes: 'origin' (here), 'local' (only kept in a file), or a place such as 'telegram'.",
      ],
      skills: ["array", "Skills to load before the prompt.", { items: { type: "string" } }],
    },
  ),
];
