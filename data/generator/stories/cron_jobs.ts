import type { Json } from "../../../lib/python/mod.ts";
import { addProjectFiles } from "../content/project_files.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import { capitalize } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { opsScript } from "../words/ops_script.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of scheduled jobs. */
export const CRON_JOBS: readonly Story[] = [
  { category: "Scheduling", subcategory: "Cron Jobs", weight: 4, makePlan: cron },
  { category: "Scheduling", subcategory: "Job Maintenance", weight: 2, makePlan: (rng) => cron(rng, true) },
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
  const jobs = rng.sample(JOBS, rng.int(1, 6));
  const [what, , when] = jobs[0]!;
  return {
    task: maintain
      ? `put the scheduled jobs of ${project} in order`
      : `schedule a job that should ${what} for ${project}`,
    prompt: rng.pick(REQUEST_OPENERS) +
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
      (rng.chance(0.4) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "The prompt of a job has to be complete: it knows nothing of this conversation.",
      "Try the script once by hand before it is scheduled.",
      "List the jobs at the end, to be sure.",
    ],
    requiredTools: ["cronjob"],
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
        callWithResult("cronjob", { action: "list" }, { success: true, count: rows.length, jobs: rows });
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
              callWithResult("cronjob", { action: "pause", job_id: job.job_id! }, {
                success: true,
                job: { ...job },
              }),
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
              callWithResult("cronjob", { action: "remove", job_id: job.job_id! }, {
                success: true,
                message: `Cron job '${w}' removed.`,
                removed_job: { id: job.job_id!, name: w, schedule: job.schedule! },
              }),
            );
          } else if (e.stepsLeft > 2) {
            e.run(`"${w}" is fine. Does its script still run?`, `sh ops/${file}`, `${w}: ok`);
          }
        }
        const kept = made.filter((_, i) => i !== 1);
        e.act("How does the list look now?", list(kept.map((job) => ({ ...job }))));
        e.answer(
          "In order.",
          `${capitalize(what)} is paused.${
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
      addProjectFiles(e.files, e.rng, { name: project });
      if (e.rng.chance(0.6)) e.act("Is something like that already there?", list([]));
      exploreFiles(e, Math.min(7, e.stepsLeft >> 1));
      for (const [i, [w, schedule, , file]] of jobs.entries()) {
        const path = `ops/${file}`;
        e.write(
          i === 0 ? `A small script first; the job then only calls it.` : `Next: ${w}.`,
          path,
          opsScript(w, 7 * e.rng.int(1, 8), e.rng.chance(0.7)),
        );
        if (i === 0 && e.rng.chance(0.4)) {
          e.run("Try it by hand.", `./${path}`, `/bin/bash: line 1: ./${path}: Permission denied`, 126);
        }
        e.run("Make it executable and try it.", `chmod +x ${path} && ./${path}`, `${w}: ok`);
        const prompt =
          `Run ${e.files.root}/${path} and report its output in one sentence. If it fails, report the last five lines.`;
        if (!e.seen.has("schedule") && e.rng.chance(0.2)) {
          e.seen.add("schedule");
          e.act(
            "Now the schedule.",
            callWithResult("cronjob", { action: "create", name: w, prompt, schedule: "daily at night" }, {
              success: false,
              error:
                "Invalid schedule 'daily at night'. Use '30m', 'every 2h', a cron expression such as '0 9 * * *', or an ISO timestamp.",
            }, false),
          );
          e.act(
            "It wants a cron expression.",
            callWithResult("cronjob", { action: "create", name: w, prompt, schedule }, {
              success: true,
              ...made[i]!,
            }),
          );
        } else {e.act(
            "Now the schedule.",
            callWithResult("cronjob", { action: "create", name: w, prompt, schedule }, {
              success: true,
              ...made[i]!,
            }),
          );}
        if (e.stepsLeft > 3 && e.rng.chance(0.5)) {
          e.act(
            "One run at once, as a test.",
            callWithResult("cronjob", { action: "run", job_id: made[i]!.job_id! }, {
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
