import { addProjectFiles } from "../content/project_files.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { searchNames } from "../tools/file_tools.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of looking for something in earlier sessions. */
export const RECALLING: readonly Story[] = [
  { category: "Agent Tools", subcategory: "Session History", weight: 3, makePlan: recall },
];

const TOPICS = [
  [
    "the deployment settings of the staging machine",
    ["staging", "deploy"],
    "deploy/staging.yaml",
    "host: staging.internal\nreplicas: 2\nport: 8443\n",
  ],
  [
    "how we fixed the slow backup",
    ["backup", "rsync"],
    "ops/backup.sh",
    "#!/bin/sh\nrsync -a --delete --bwlimit=20000 /srv/data/ backup:/srv/data/\n",
  ],
  [
    "the list of wishes for the garden",
    ["garden", "wishes"],
    "notes/garden.md",
    "# Garden\n\n- raspberries\n- a bench\n- Königskerze\n",
  ],
  [
    "the SQL for the monthly report",
    ["report", "sql"],
    "sql/monthly.sql",
    "select region, sum(amount) from sales group by region order by 2 desc;\n",
  ],
  [
    "which colours we chose for the charts",
    ["colours", "palette"],
    "design/palette.json",
    '{"primary": "#0b6e4f", "accent": "#f4a259"}\n',
  ],
  [
    "the steps for renewing the certificate",
    ["certificate", "renew"],
    "ops/renew.md",
    "1. stop the proxy\n2. run certbot renew\n3. start the proxy\n",
  ],
  [
    "the regular expression for order numbers",
    ["regex", "orders"],
    "src/patterns.txt",
    "^ORD-\\d{4}-[A-Z]{2}$\n",
  ],
  [
    "our plan for the offsite in May",
    ["offsite", "may"],
    "plans/offsite.md",
    "# Offsite\n\n- train at 9:12\n- 14 people\n- workshop in the afternoon\n",
  ],
] as const;

function recall(rng: Rng): Plan {
  const [topic, words, path, text] = rng.pick(TOPICS);
  const project = rng.pick(PROJECTS);
  const when = rng.pick([
    "last week",
    "some days ago",
    "in February",
    "the other day",
    "last month",
    "last Monday",
  ]);
  return {
    task: `find ${topic} in earlier sessions`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Do you still have ${topic} from ${when}? It was in ${project}.`,
      `${when.charAt(0).toUpperCase()}${when.slice(1)} we worked out ${topic} (${project}). I need it again.`,
      `Look through past sessions for ${topic}, project ${project}, ${when}.`,
    ]) + (rng.chance(0.4) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "The history may not be there; then the files may still be.",
      "Several words joined by OR find more than one.",
      "Say clearly what comes from memory and what from a file.",
    ],
    play(e) {
      const query = words.join(" OR ");
      const way = e.rng.int(0, 2);
      const found = e.rng.chance(0.75);
      if (found) e.files.put(path, text);
      e.files.put("README.md", `# ${project}\n`).put("notes/2026.txt", "nothing of interest\n");
      addProjectFiles(e.files, e.rng, { name: project, avoid: new RegExp([...words, path].join("|"), "i") });
      if (way === 0) {
        e.act(
          "The history is the first place to look.",
          callWithResult(
            "session_search",
            { query },
            { success: false, error: "Session database not available." },
            false,
          ),
        );
      } else if (way === 1) {
        e.act(
          "Search the earlier sessions.",
          callWithResult("session_search", { query }, {
            success: true,
            query,
            results: [],
            count: 0,
            message: "No matching sessions found.",
          }),
        );
      } else {
        const summary = found
          ? `The user and the assistant worked on ${topic}. The result was kept in ${path}.`
          : `The user asked for ${topic}; it was postponed and nothing was written down.`;
        e.act(
          "Search the earlier sessions.",
          callWithResult("session_search", { query, limit: 3 }, {
            success: true,
            query,
            results: [{
              session_id: e.rng.hex(16),
              when: `March ${e.rng.int(2, 20)}, 2026`,
              source: "cli",
              model: "hermes",
              summary,
            }],
            count: 1,
            sessions_searched: 1,
          }),
        );
      }
      const searches = words.map((word) =>
        [`Files with "${word}" in their name.`, searchNames(e.files, `*${word}*`)] as const
      );
      e.batch(
        way === 2
          ? "The summary helps, but I want the text itself."
          : "Nothing there. Perhaps it is still among the files.",
        [...searches, ["All notes.", searchNames(e.files, "*.md")]],
      );
      const symbol = text.match(/[a-zA-Z]{5,}/)?.[0] ?? words[0];
      e.search("Now by content.", found ? symbol : words[0]);
      for (
        const dir of e.rng.sample(
          ["notes", ".", "..", "deploy", "ops"],
          Math.max(0, Math.min(4, e.stepsLeft - 2)),
        )
      ) {
        const there = dir === "." || e.files.hasFolder(dir);
        const where = dir === ".." ? e.files.root.replace(/\/[^/]+$/, "") : dir;
        if (dir === "..") e.run("One level up?", `ls ${where}`, project);
        else {e.run(
            `What is in ${where}?`,
            `ls -la ${where}`,
            there
              ? e.shell.list(where === "." ? "" : where)
              : `ls: cannot access '${where}': No such file or directory`,
            there ? 0 : 2,
          );}
      }
      if (found) {
        e.read("There it is. Read it.", path);
        e.answer(
          "Found in the files.",
          `Here it is, from \`${path}\`:\n\n\`\`\`\n${text.trimEnd()}\n\`\`\`\n\n${
            way === 2
              ? "The summary of the earlier session points to the same file."
              : "I could not find the conversation itself, but the file is still there."
          }`,
        );
      } else {
        e.answer(
          "It is not in the history and not in the files. I should say so instead of making something up.",
          `I could not find ${topic}: ${
            way === 0
              ? "the session history is not available right now"
              : way === 1
              ? "no earlier session matches"
              : "the earlier session says that nothing was written down"
          }, and no file in \`${e.files.root}\` holds it. I do not want to guess. If you tell me what you remember of it, I can put it together again and keep it in a file this time.`,
        );
      }
    },
  };
}
