import { addProjectFiles } from "../content/project_files.ts";
import { truncateOutput } from "../episode/extra_commands.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { terminalCall } from "../tools/call_with_result.ts";
import { searchContent } from "../tools/file_tools.ts";
import { linesOf } from "../tools/workspace.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of reading logs; counts are those of the lines shown. */
export const LOG_WORK: readonly Story[] = [
  { category: "Terminal & Coding", subcategory: "Log Analysis", weight: 4, makePlan: logs },
];

const SERVICES = [
  "gateway",
  "checkout",
  "mailer",
  "indexer",
  "auth",
  "thumbnailer",
  "ledger",
  "notifier",
] as const;

const TROUBLES = [
  [
    "upstream timed out after 30s",
    "the upstream service answers too slowly",
    "raise its worker count or shorten its queries",
  ],
  [
    "connection pool exhausted (size=10)",
    "the pool of ten connections is too small for the load",
    "make the pool larger and close connections earlier",
  ],
  [
    "disk quota exceeded while writing spool",
    "the spool folder has used up its quota",
    "clear the spool and add a rotation",
  ],
  [
    "certificate verify failed: certificate has expired",
    "a certificate has expired",
    "renew the certificate and watch its date",
  ],
  [
    "too many open files",
    "the limit of open files is reached",
    "raise the limit and look for handles that are never closed",
  ],
  [
    "deadlock detected, transaction rolled back",
    "two transactions lock the same rows in different order",
    "always lock in the same order",
  ],
] as const;

function logs(rng: Rng): Plan {
  const service = rng.pick(SERVICES);
  const [message, cause, advice] = rng.pick(TROUBLES);
  const project = rng.pick(PROJECTS);
  const hour = rng.int(1, 22);
  const file = `logs/${service}.log`;
  return {
    task: `find out what went wrong with ${service} of ${project}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `The ${service} service of ${project} had errors last night around ${hour}:00. Look at ${file} and tell me what happened.`,
      `Analyse ${file} (${project}): how many errors, of which kind, when did they start?`,
      `Why does ${service} in ${project} fail? The log is ${file}.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "Count before reading: the log may be long.",
      "The first error matters more than the hundredth.",
      "Warnings before the first error may show the cause.",
      "Say what is certain and what is only likely.",
    ],
    play(e) {
      const [asked, warned] = [e.rng.int(7, 60), e.rng.int(2, 9)];
      const lines: string[] = [];
      const two = (n: number) => String(n).padStart(2, "0");
      const total = Math.min(2400, Math.round(320 * Math.exp(0.7 * e.rng.normal())) + 60);
      const start = total >> 1;
      const bad = Math.min(asked, total - start - 12);
      const at = (i: number) => {
        const second = Math.floor(i * 3600 / total);
        return `2026-03-${two(3 + total % 20)}T${two(hour)}:${two(second / 60 | 0)}:${two(second % 60)}Z`;
      };
      for (let i = 0; i < total; i++) {
        const kind = i >= start && i < start + bad
          ? "ERROR"
          : i >= start - warned && i < start
          ? "WARN "
          : "INFO ";
        const text = kind === "ERROR"
          ? message
          : kind === "WARN "
          ? `slow request: ${800 + i * 3} ms`
          : `request ${e.rng.hex(6)} done in ${e.rng.int(8, 240)} ms`;
        lines.push(`${at(i)} ${kind} ${service}: ${text}`);
      }
      e.files.put(file, lines.join("\n") + "\n");
      addProjectFiles(e.files, e.rng, { name: project });
      const first = lines[start]!.slice(0, 20);
      e.batch("First an overview.", [
        ["How long is the log?", terminalCall(`wc -l ${file}`, e.shell.count([file]))],
        [
          "How many lines of each level?",
          terminalCall(
            `awk '{print $2}' ${file} | sort | uniq -c | sort -rn`,
            [[total - bad - warned, "INFO"], [bad, "ERROR"], [warned, "WARN"]].sort((a, b) =>
              Number(b[0]) - Number(a[0])
            ).map(([n, level]) => `${String(n).padStart(7)} ${level}`).join("\n"),
          ),
        ],
      ]);
      if (e.rng.chance(0.5)) {
        const count = e.rng.pick([50, 100, 200, 400]);
        const shown = e.rng.chance(0.25)
          ? [`cat ${file}`, lines] as const
          : [`tail -n ${count} ${file}`, lines.slice(-count)] as const;
        e.run("Let me read a good part of it.", shown[0], truncateOutput(shown[1].join("\n")));
      }
      e.run(
        `${bad} errors. Are they all of one kind?`,
        `grep ERROR ${file} | cut -d' ' -f4- | sort | uniq -c | sort -rn`,
        `${String(bad).padStart(7)} ${message}`,
      );
      e.act("All the same. When did it begin?", searchContent(e.files, "ERROR", { path: file, limit: 5 }));
      e.flush(); // where to read is seen only now
      const from = Math.max(1, start - warned - 3);
      const around = e.rng.int(6, 24);
      e.read("What came right before the first one?", file, from, warned + around);
      const ended = e.stepsLeft > 1;
      if (ended) {
        e.run(
          "And how did it end?",
          `grep -n ERROR ${file} | tail -n 1`,
          `${start + bad}:${lines[start + bad - 1]}`,
        );
      }
      if (e.stepsLeft > 2) {
        const minutes = [...Map.groupBy(lines.slice(start, start + bad), (line) => line.slice(0, 16))].map((
          [minute, found],
        ) => `${String(found.length).padStart(7)} ${minute}`);
        e.run(
          "How are they spread over time?",
          `grep ERROR ${file} | cut -c1-16 | sort | uniq -c`,
          minutes.join("\n"),
        );
      }
      for (
        const extra of e.rng.sample(
          ["df -h", "uptime", "nproc", "free -m", "date -u", "ulimit -n"],
          Math.max(0, Math.min(5, e.stepsLeft - 1)),
        )
      ) {
        e.run(`Does the machine itself look healthy? \`${extra}\`.`, extra, machine(extra, e.rng));
      }
      if (e.rng.chance(0.6)) {
        e.write(
          "Keep the findings in a file.",
          `reports/${service}.md`,
          `# ${service}: ${bad} errors\n\n- first: ${first} (line ${start + 1})\n${
            ended ? `- last: line ${start + bad}\n` : ""
          }- message: \`${message}\`\n- warnings right before: ${warned}\n\n## The lines around the first error\n\n${
            lines.slice(from - 1, from - 1 + warned + around).map((line) => `    ${line}`).join("\n")
          }\n\n## Assessment\n\nIt looks as if ${cause}. To be done: ${advice}.\n`,
        );
      }
      e.answer(
        "I have the count, the time and the likely cause.",
        `\`${file}\` has ${
          linesOf(e.files.need(file)).length
        } lines, ${bad} of them errors, all with the same text: \`${message}\`.\n\n- first error: ${first}, line ${
          start + 1
        }\n${
          ended ? `- last error: line ${start + bad}, of ${total} lines in all\n` : ""
        }- ${warned} warnings about slow requests come right before\n\nThat points to this: ${cause}. I would ${advice}. The log alone does not prove it.`,
      );
    },
  };
}

function machine(command: string, rng: Rng): string {
  switch (command) {
    case "df -h":
      return `Filesystem      Size  Used Avail Use% Mounted on\noverlay          59G   ${
        rng.int(20, 50)
      }G   ${rng.int(5, 8)}G  ${rng.int(71, 88)}% /`;
    case "uptime":
      return ` 09:1${rng.int(0, 9)}:40 up ${rng.int(3, 40)} days,  2:0${
        rng.int(0, 9)
      },  0 users,  load average: 0.${rng.int(10, 90)}, 0.31, 0.28`;
    case "free -m":
      return `               total        used        free\nMem:            7961        ${
        rng.int(2100, 4200)
      }        ${rng.int(1100, 2900)}\nSwap:              0           0           0`;
    case "date -u":
      return "Tue Mar 24 09:18:02 UTC 2026";
    case "ulimit -n":
      return "1024";
    default:
      return String(rng.pick([2, 4, 8]));
  }
}
