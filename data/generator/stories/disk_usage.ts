import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of finding out what fills a disk. */
export const DISK_USAGE: readonly Story[] = [
  { category: "Terminal & Coding", subcategory: "System Administration", weight: 3, makePlan: disk },
];

function disk(rng: Rng): Plan {
  const host = rng.pick(PROJECTS);
  const used = rng.int(84, 97);
  const folders = rng.sample(
    ["log", "cache", "spool", "lib/docker", "backups", "tmp", "crash", "mail"] as const,
    rng.int(3, 8),
  );
  return {
    task: `find out what fills the disk of ${host}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `The disk of the ${host} machine is ${used}% full. What takes the space? Free some if it is safe.`,
      `${host} warns about disk space (${used}%). Please find the largest folders and suggest what can go.`,
      `Disk usage on ${host} is ${used} percent, analyse it please.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: "/var",
    notes: [
      "Measure before deleting anything.",
      "Open log files keep their space when deleted; rotate them instead.",
      "Caches can be rebuilt, backups cannot.",
      "Ask before deleting what is not clearly rubbish.",
    ],
    play(e) {
      const sizes = folders.map((name, i) =>
        [name, Math.round(11_000 / (i + 1.3)) + e.rng.int(1, 400)] as const
      );
      const total = Math.round(sizes.reduce((n, [, size]) => n + size, 0) / 1000 + 22);
      const df = (share: number) =>
        `Filesystem      Size  Used Avail Use% Mounted on\n/dev/vda1       ${
          Math.round(total * 100 / used)
        }G   ${Math.round(total * share / used)}G   ${
          Math.max(1, Math.round(total * (100 - share) / used))
        }G  ${share}% /`;
      e.run("First the state of the disks.", "df -h /", df(used));
      e.run(
        "Which folders are large?",
        "du -sm /var/* 2>/dev/null | sort -rn | head",
        sizes.map(([name, size]) => `${size}\t/var/${name}`).join("\n"),
      );
      e.flush(); // which folders to look into is seen only now
      for (const [name, size] of sizes.slice(0, Math.max(1, e.stepsLeft - 5))) {
        const big = Math.round(size * 0.7);
        const file = name === "log"
          ? "app.log"
          : name === "cache"
          ? "apt/archives"
          : `${name.split("/").at(-1)}-old`;
        e.run(
          `/var/${name} has ${size} MB. What is in it?`,
          `du -am /var/${name} | sort -rn | head -n 3`,
          `${size}\t/var/${name}\n${big}\t/var/${name}/${file}\n${
            Math.round(size * 0.1)
          }\t/var/${name}/other`,
        );
      }
      const cache = sizes.find(([name]) => name === "cache" || name === "tmp");
      if (!cache) {
        e.run("Is anything of this still in use?", "lsof +L1 2>/dev/null | wc -l", "0");
        e.answer(
          "Nothing here is safe to delete without asking.",
          `\`/var\` is what fills the disk:\n\n${
            sizes.map(([name, size]) => `- \`/var/${name}\`: ${size} MB`).join("\n")
          }\n\nI deleted nothing: none of it is clearly rubbish. The largest saving would be \`/var/${
            sizes[0]![0]
          }\`; tell me if it may go.`,
        );
        return;
      }
      const clean = cache[0] === "cache" ? "apt-get clean" : "find /var/tmp -type f -mtime +14 -delete";
      if (e.rng.chance(0.5)) {
        e.run(
          "Caches can be rebuilt. May I do that?",
          `${clean}`,
          cache[0] === "cache"
            ? "E: Could not open lock file /var/cache/apt/archives/lock - open (13: Permission denied)"
            : "find: cannot delete '/var/tmp/session.lock': Permission denied",
          cache[0] === "cache" ? 100 : 1,
        );
      }
      e.run("This needs more rights.", `sudo ${clean}`, "");
      const after = used - Math.max(1, Math.round(cache[1] / 10 / total));
      e.run("How much did that free?", "df -h /", df(after));
      e.answer(
        "Report what was found and what was freed.",
        `The disk went from ${used}% to ${after}%. The largest folders were:\n\n${
          sizes.map(([name, size]) => `- \`/var/${name}\`: ${size} MB`).join("\n")
        }\n\nI only cleared \`/var/${cache[0]}\`. The rest needs your decision${
          sizes.some(([name]) => name === "backups") ? "; above all I did not touch the backups" : ""
        }.`,
      );
    },
  };
}
