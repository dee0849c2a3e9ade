import { study } from "../study.ts";
import { played } from "../played.ts";
import type { Json } from "../python_json.ts";
import type { Rng } from "../random.ts";
import { capital, type Plan, type Story } from "../story.ts";
import { LIMITS, OPENERS, PROJECTS, rootFor } from "../words/projects.ts";

/** Jobs by the clock, lists of things to do, budgets. */
export const PLANNING: readonly Story[] = [
  { category: "Scheduling", subcategory: "Cron Jobs", weight: 4, open: cron },
  { category: "Scheduling", subcategory: "Job Maintenance", weight: 2, open: (rng) => cron(rng, true) },
  { category: "Planning & Organization", subcategory: "Task Planning", weight: 3, open: todo },
  { category: "Planning & Organization", subcategory: "Budgets", weight: 2, open: budget },
];

const JOBS = [
  ["back up the database", "0 2 * * *", "every night at two", "backup.sh"],
  ["check the certificates", "0 7 * * 1", "on Mondays at seven", "certs.sh"],
  ["summarise the error log", "every 6h", "every six hours", "errors.sh"],
  ["clear old uploads", "30 3 * * 0", "on Sundays at half past three", "uploads.sh"],
  ["report disk usage", "0 8 * * 1-5", "on weekdays at eight", "disk.sh"],
  ["look for new releases", "every 12h", "twice a day", "releases.sh"],
  ["water the plants reminder", "0 18 * * 2,5", "on Tuesdays and Fridays at six", "plants.sh"],
  ["rotate the access tokens", "0 4 1 * *", "on the first of the month", "tokens.sh"],
] as const;

function cron(rng: Rng, maintain = false): Plan {
  const project = rng.pick(PROJECTS);
  const jobs = rng.some(JOBS, rng.int(1, 6));
  const [what, , when] = jobs[0]!;
  return {
    task: maintain
      ? `put the scheduled jobs of ${project} in order`
      : `schedule a job that should ${what} for ${project}`,
    prompt: rng.pick(OPENERS) +
      (maintain
        ? rng.pick([
          `Which jobs are scheduled for ${project}? Pause the one that should ${what}.`,
          `Clean up my scheduled jobs (${project}): list them, remove what failed, keep the rest.`,
        ])
        : rng.pick([
          `Please ${what} for ${project} ${when}.`,
          `Set up a scheduled job: ${when}, ${what} (${project}).`,
          `I keep forgetting to ${what} in ${project}. Can you do that ${when}?`,
        ])) +
      (jobs.length > 1 ? ` Also: ${jobs.slice(1).map(([w, , t]) => `${w} ${t}`).join("; ")}.` : "") +
      (rng.chance(0.4) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
    notes: [
      "The prompt of a job has to be complete: it knows nothing of this conversation.",
      "Try the script once by hand before it is scheduled.",
      "List the jobs at the end, to be sure.",
    ],
    needs: ["cronjob"],
    play(e) {
      const made: { [key: string]: Json }[] = jobs.map(([w, schedule]) => ({
        job_id: e.rng.hex(12),
        name: w,
        schedule,
        repeat: "forever",
        deliver: "local",
        next_run_at: `2026-04-0${e.rng.int(1, 9)}T0${e.rng.int(2, 8)}:00:00+00:00`,
        last_run_at: null,
        last_status: null,
        enabled: true,
        state: "scheduled",
      }));
      const list = (rows: Json[]) =>
        played("cronjob", { action: "list" }, { success: true, count: rows.length, jobs: rows });
      if (maintain) {
        made.forEach((job, i) =>
          Object.assign(job, {
            last_run_at: "2026-03-30T02:00:00+00:00",
            last_status: i === 1 ? "error" : "ok",
          })
        );
        e.act("See what there is.", list(made.map((job) => ({ ...job }))));
        for (const [i, job] of made.entries()) {
          const [w, , , file] = jobs[i]!;
          if (i === 0) {
            Object.assign(job, { enabled: false, state: "paused" });
            e.act(
              `"${w}" is to be paused.`,
              played("cronjob", { action: "pause", job_id: job.job_id! }, { success: true, job: { ...job } }),
            );
          } else if (i === 1) {
            e.run(
              `"${w}" ended with an error. What does its script say?`,
              `sh ops/${file}`,
              `ops/${file}: line 3: /mnt/target: No such file or directory`,
              127,
            );
            e.act(
              "Its target is gone, so the job cannot work. Remove it.",
              played("cronjob", { action: "remove", job_id: job.job_id! }, {
                success: true,
                message: `Cron job '${w}' removed.`,
                removed_job: { id: job.job_id!, name: w, schedule: job.schedule! },
              }),
            );
          } else if (e.left > 2) {
            e.run(`"${w}" is fine. Does its script still run?`, `sh ops/${file}`, `${w}: ok`);
          }
        }
        const kept = made.filter((_, i) => i !== 1);
        e.act("How does the list look now?", list(kept.map((job) => ({ ...job }))));
        e.answer(
          "In order.",
          `${capital(what)} is paused.${
            made.length > 1
              ? ` I removed "${jobs[1]![0]}", because its last run failed: its target folder is gone.`
              : ""
          } ${kept.length} job${kept.length > 1 ? "s remain" : " remains"}.`,
        );
        return;
      }
      e.files.put("README.md", `# ${project}\n\nScripts for everyday work are in ops/.\n`).put(
        "ops/README.md",
        "One script for each job. They print one line when all is well.\n",
      ).put("ops/env.sh", `PROJECT=${project}\nKEEP_DAYS=14\n`);
      e.files.put("README.md", `# ${project}\n\nScripts for everyday work are in ops/.\n`);
      e.files.put("ops/README.md", "One script for each job. They print one line when all is well.\n");
      e.files.put("ops/env.sh", `PROJECT=${project}\nKEEP_DAYS=14\n`);
      if (e.rng.chance(0.6)) e.act("Is something like that already there?", list([]));
      study(e, Math.min(7, e.left >> 1));
      for (const [i, [w, schedule, , file]] of jobs.entries()) {
        const path = `ops/${file}`;
        e.write(
          i === 0 ? `A small script first; the job then only calls it.` : `Next: ${w}.`,
          path,
          `#!/bin/sh\nset -eu\ncd "$(dirname "$0")/.."\necho "${w}: ok"\n`,
        );
        if (i === 0 && e.rng.chance(0.4)) {
          e.run("Try it by hand.", `./${path}`, `/bin/bash: line 1: ./${path}: Permission denied`, 126);
        }
        e.run("Make it executable and try it.", `chmod +x ${path} && ./${path}`, `${w}: ok`);
        const prompt =
          `Run ${e.files.root}/${path} and report its output in one sentence. If it fails, report the last five lines.`;
        if (e.rng.chance(0.15)) {
          e.act(
            "Now the schedule.",
            played("cronjob", { action: "create", name: w, prompt, schedule: "daily at night" }, {
              success: false,
              error:
                "Invalid schedule 'daily at night'. Use '30m', 'every 2h', a cron expression such as '0 9 * * *', or an ISO timestamp.",
            }, false),
          );
          e.act(
            "It wants a cron expression.",
            played("cronjob", { action: "create", name: w, prompt, schedule }, {
              success: true,
              ...made[i]!,
            }),
          );
        } else {e.act(
            "Now the schedule.",
            played("cronjob", { action: "create", name: w, prompt, schedule }, {
              success: true,
              ...made[i]!,
            }),
          );}
        if (e.left > 3 && e.rng.chance(0.5)) {
          e.act(
            "One run at once, as a test.",
            played("cronjob", { action: "run", job_id: made[i]!.job_id! }, {
              success: true,
              job: { ...made[i]!, last_status: "ok" },
            }),
          );
        }
      }
      e.act("Are they all there?", list(made));
      e.answer(
        "Everything is scheduled.",
        `Scheduled for ${project}:\n\n${
          jobs.map(([w, schedule, t, file], i) =>
            `- ${w}, ${t} (\`${schedule}\`, job \`${made[i]!.job_id}\`), runs \`ops/${file}\``
          ).join("\n")
        }\n\nResults are kept locally.`,
      );
    },
  };
}

const PLANS = [
  ["move to the new office", [
    "measure the rooms",
    "order the desks",
    "move the phone lines",
    "label the boxes",
    "tell the suppliers",
    "hand over the keys",
  ]],
  ["publish version two", [
    "freeze the features",
    "write the migration guide",
    "test the upgrade",
    "prepare the announcement",
    "tag the release",
    "watch the error rate",
  ]],
  ["organise the summer party", [
    "find a date",
    "book the boathouse",
    "ask about allergies",
    "order drinks 🍹",
    "plan the way home",
    "collect the photos",
  ]],
  ["learn Portuguese until August", [
    "choose a book",
    "twenty words a day",
    "a lesson each Thursday",
    "films on Sundays",
    "a test in July",
  ]],
  ["renovate the kitchen", [
    "draw the plan",
    "compare three offers",
    "choose the tiles",
    "turn off the water",
    "paint the walls",
    "check the sockets",
  ]],
  ["clean up the wiki", [
    "list pages without visits",
    "merge duplicates",
    "fix dead links",
    "name an owner for each area",
    "archive the rest",
  ]],
  ["start a reading circle", [
    "choose five books",
    "ask who joins",
    "book the room",
    "write the invitation",
    "prepare questions",
  ]],
] as const;

function todo(rng: Rng): Plan {
  const [aim, all] = rng.pick(PLANS);
  const project = rng.pick(PROJECTS);
  const items = rng.some(all, rng.int(3, all.length));
  const weeks = rng.int(2, 12);
  return {
    task: `plan how to ${aim}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Help me plan: I want to ${aim} within ${weeks} weeks. Think of ${items.slice(0, 2).join(" and ")}.`,
      `Make a plan to ${aim} (${weeks} weeks, notes go to the ${project} folder). It has to include ${
        items[0]
      }.`,
      `I need a task list to ${aim} in ${weeks} weeks, with ${items.at(-1)} as one of the points.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
    notes: [
      "Every point needs a week.",
      "What others depend on comes first.",
      "Leave some time at the end.",
      "Keep the list and the file the same.",
    ],
    play(e) {
      const state = (done: number) =>
        items.map((content, i) => ({
          id: String(i + 1),
          content: capital(content),
          status: i < done ? "completed" : i === done ? "in_progress" : "pending",
        }));
      const show = (done: number) => ({
        todos: state(done),
        summary: {
          total: items.length,
          pending: Math.max(0, items.length - done - 1),
          in_progress: done < items.length ? 1 : 0,
          completed: done,
          cancelled: 0,
        },
      });
      if (e.rng.chance(0.35)) {
        e.act(
          "One question decides the order.",
          played("clarify", {
            question: `What matters most when you ${aim}?`,
            choices: ["Being done early", "Low cost", "Little effort"],
          }, {
            question: `What matters most when you ${aim}?`,
            choices_offered: ["Being done early", "Low cost", "Little effort"],
            user_response: e.rng.pick([
              "Being done early",
              "Low cost",
              "Little effort",
              "The user did not provide a response within the time limit. Use your best judgement to make the choice and proceed.",
            ]),
          }),
        );
      }
      e.act("Put the points into the list first.", played("todo", { todos: state(0) }, show(0)));
      let text = `# Plan: ${aim}\n`;
      for (const [i, item] of items.entries()) {
        const week = 1 + Math.floor(i * weeks / items.length);
        text += `\n## Week ${week}: ${item}\n\n- [ ] ${item}\n`;
        e.write(`Point ${i + 1}: ${item}, in week ${week}.`, "plan.md", text);
        if (e.left > items.length - i) {
          e.act(
            "Tick it off in the list.",
            played("todo", { todos: state(i + 1), merge: true }, show(i + 1)),
          );
        }
        if (e.left > (items.length - i) * 2 && e.rng.chance(0.5)) {
          e.run(
            "Are the weeks in order?",
            "grep -n '^## Week' plan.md",
            text.split("\n").map((line, n) => `${n + 1}:${line}`).filter((line) => line.includes(":## Week"))
              .join("\n"),
          );
        }
      }
      if (e.left > 0) e.run("The whole plan once more.", "cat plan.md", e.sh.show("plan.md"));
      e.answer(
        "The plan is complete.",
        `Here is the plan to ${aim} in ${weeks} weeks (also in \`plan.md\`):\n\n${
          items.map((item, i) => `- Week ${1 + Math.floor(i * weeks / items.length)}: ${item}`).join("\n")
        }`,
      );
    },
  };
}

function budget(rng: Rng): Plan {
  const aim = rng.pick([
    "a week in Lisbon",
    "the school trip",
    "a new workshop",
    "the team offsite",
    "a small wedding",
    "the book fair stand",
    "one month of groceries",
    "a canoe tour",
  ]);
  const posts = rng.some(
    ["travel", "rooms", "food", "insurance", "equipment", "printing", "tickets", "reserve"] as const,
    rng.int(3, 8),
  ).map((post) => [post, rng.int(3, 90) * 10] as const);
  const limit = rng.int(8, 30) * 100;
  return {
    task: `make a budget for ${aim}`,
    prompt: rng.pick(OPENERS) +
      `Make a budget for ${aim}, at most ${limit} €. ${
        capital(posts.map(([post, n]) => `${post} ${n} €`).join(", "))
      }. ${
        rng.pick(["Does it fit?", "What is left?", "Where could I save?", "Write it to a file, please."])
      }`,
    root: "/data/budget",
    notes: [
      "Let the computer add, not me.",
      "Say clearly whether it fits.",
      "Suggest where to save if it does not.",
    ],
    most: 14,
    play(e) {
      const total = posts.reduce((sum, [, n]) => sum + n, 0);
      const csv = `post,euro\n${posts.map(([post, n]) => `${post},${n}`).join("\n")}\n`;
      e.write("First the posts as a table.", "budget.csv", csv);
      e.run("Add them up.", "awk -F, 'NR>1 {s+=$2} END {print s}' budget.csv", String(total));
      if (e.left > 0) {
        e.run(
          "Which are the largest?",
          "tail -n +2 budget.csv | sort -t, -k2 -rn | head -n 3",
          posts.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1)).slice(0, 3).map(([post, n]) =>
            `${post},${n}`
          ).join("\n"),
        );
      }
      if (e.left > 0) e.read("Check the table.", "budget.csv");
      const largest = posts.toSorted((a, b) => b[1] - a[1])[0]!;
      e.answer(
        total <= limit ? "It fits." : "It does not fit; say by how much.",
        `${capital(aim)} costs **${total} €** of ${limit} €: ${
          total <= limit ? `it fits, ${limit - total} € are left` : `that is ${total - limit} € too much`
        }.\n\n${posts.map(([post, n]) => `- ${post}: ${n} €`).join("\n")}${
          total > limit
            ? `\n\nThe largest post is ${largest[0]} (${largest[1]} €); that is where I would save first.`
            : ""
        }\n\nThe table is in \`budget.csv\`.`,
      );
    },
  };
}
