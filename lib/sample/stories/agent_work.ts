import { searchNames } from "../file_tools.ts";
import { played } from "../played.ts";
import type { Json } from "../python_json.ts";
import type { Rng } from "../random.ts";
import { listed, type Plan, type Story } from "../story.ts";
import { LIMITS, OPENERS, PROJECTS, rootFor } from "../words/projects.ts";

/** What an agent does with its own tools: remembering, looking back, skills, passing work on. */
export const AGENT_WORK: readonly Story[] = [
  { category: "Agent Tools", subcategory: "Memory & Context", weight: 3, open: remember },
  { category: "Agent Tools", subcategory: "Session History", weight: 3, open: recall },
  { category: "Agent Tools", subcategory: "Skills", weight: 3, open: skill },
  { category: "Agent Tools", subcategory: "Delegation", weight: 2, open: delegate },
];

const HABITS = [
  ["prefers tabs over spaces in Go and two spaces in YAML", "indentation"],
  ["wants commit messages in the imperative, at most 60 characters", "commit messages"],
  ["works in the time zone Europe/Oslo", "time zone"],
  ["reads answers on a phone and wants them short", "length of answers"],
  ["uses podman instead of docker on this machine", "containers"],
  ["keeps secrets in pass, never in .env files", "secrets"],
  ["wants metric units", "units"],
  ["runs the linters before the tests", "order of checks"],
  ["writes dates as 2026-03-31", "dates"],
  ["does not want emoji in documents", "emoji"],
  ["speaks German with colleagues and English in code", "languages"],
  ["deploys on Tuesdays only", "deployments"],
] as const;

function remember(rng: Rng): Plan {
  const habits = rng.some(HABITS, rng.int(1, 6));
  const project = rng.pick(PROJECTS);
  return {
    task: `remember ${habits.length === 1 ? "a preference" : "some preferences"} (${
      listed(habits.map(([, topic]) => topic))
    })`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Please remember for the future: I am someone who ${habits.map(([habit]) => habit).join("; ")}.`,
      `Note for all later sessions: the user ${
        habits.map(([habit]) => habit).join(", and ")
      }. Then check that ${project} agrees with it.`,
      `Keep in mind about me: ${habits.map(([habit]) => habit).join(" / ")}`,
    ]) + (rng.chance(0.5) ? ` (I am working on ${project}.)` : ""),
    root: rootFor(project, rng),
    notes: [
      "Preferences belong to the user store, facts about the machine to memory.",
      "Short entries only; the store is small.",
      "An entry that is already there should be replaced, not repeated.",
    ],
    play(e) {
      const entries: string[] = e.rng.chance(0.5) ? [`Main project is ${project}.`] : [];
      for (const [i, [habit]] of habits.entries()) {
        const content = `${habit.charAt(0).toUpperCase()}${habit.slice(1)}.`;
        const limit = 1375;
        if (e.rng.chance(0.1)) {
          const error = `Memory at ${
            limit - 40
          }/${limit} chars. Adding this entry (${content.length} chars) would exceed the limit. Replace or remove existing entries first.`;
          e.act(
            "Store it.",
            played("memory", { action: "add", target: "user", content }, {
              success: false,
              error,
              current_entries: [...entries],
              usage: `${limit - 40}/${limit}`,
            }, false),
          );
          e.act(
            "The store is full. The oldest entry is outdated and can go.",
            played("memory", { action: "remove", target: "user", old_text: "Old laptop" }, {
              success: true,
              target: "user",
              entries: [...entries],
              usage: `61% — 840/${limit} chars`,
              entry_count: entries.length,
              message: "Entry removed.",
            }),
          );
        }
        entries.push(content);
        const used = entries.join("").length;
        const result = {
          success: true,
          target: "user",
          entries: [...entries],
          usage: `${Math.round(100 * used / limit)}% — ${used}/${limit} chars`,
          entry_count: entries.length,
          message: "Entry added.",
        };
        e.act(
          i === 0
            ? "This will matter in every later session, so it belongs into the user store."
            : "The next one.",
          played("memory", { action: "add", target: "user", content }, result),
        );
      }
      const dotfiles = [".editorconfig", ".gitmessage", "Makefile", "README.md", ".yamllint"];
      for (const file of dotfiles) e.files.put(file, `# ${project}: ${file}\nindent_size = 2\n`);
      for (const file of dotfiles.slice(0, Math.max(0, e.left))) {
        if (e.rng.chance(0.6)) e.read(`Does ${file} of ${project} agree with it?`, file);
        else e.run(`Does ${file} agree with it?`, `cat ${file}`, e.sh.show(file));
      }
      e.answer(
        "All is stored.",
        `Noted for all later sessions:\n\n${habits.map(([habit]) => `- ${habit}`).join("\n")}`,
      );
    },
  };
}

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
    "on Monday",
  ]);
  return {
    task: `find ${topic} in earlier sessions`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Do you still have ${topic} from ${when}? It was in ${project}.`,
      `${when.charAt(0).toUpperCase()}${when.slice(1)} we worked out ${topic} (${project}). I need it again.`,
      `Look through past sessions for ${topic}, project ${project}, ${when}.`,
    ]) + (rng.chance(0.4) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
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
      if (way === 0) {
        e.act(
          "The history is the first place to look.",
          played(
            "session_search",
            { query },
            { success: false, error: "Session database not available." },
            false,
          ),
        );
      } else if (way === 1) {
        e.act(
          "Search the earlier sessions.",
          played("session_search", { query }, {
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
          played("session_search", { query, limit: 3 }, {
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
        const dir of e.rng.some(["notes", ".", "..", "deploy", "ops"], Math.max(0, Math.min(4, e.left - 2)))
      ) {
        const there = dir === "." || e.files.hasFolder(dir);
        const where = dir === ".." ? e.files.root.replace(/\/[^/]+$/, "") : dir;
        if (dir === "..") e.run("One level up?", `ls ${where}`, project);
        else {e.run(
            `What is in ${where}?`,
            `ls -la ${where}`,
            there
              ? e.sh.list(where === "." ? "" : where)
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

const SKILLS = [
  ["release-notes", "writing release notes from the history", "writing", [
    "Collect the commits since the last tag",
    "Group them by what users notice",
    "Leave out internal changes",
    "Write one line for each",
  ]],
  ["db-restore", "restoring a database from a dump", "devops", [
    "Stop the service",
    "Create an empty database",
    "Load the dump with ON_ERROR_STOP",
    "Count the rows of three tables",
    "Start the service",
  ]],
  ["csv-cleanup", "cleaning CSV files", "data", [
    "Look at the header",
    "Normalise the line ends",
    "Find rows with missing cells",
    "Write the result beside the original",
  ]],
  ["log-rotate", "setting up log rotation", "devops", [
    "Find logs above 100 MB",
    "Write a rule for each",
    "Try it with logrotate -d",
    "Watch one rotation",
  ]],
  ["photo-archive", "archiving photos", "media", [
    "Sort by date",
    "Write checksums",
    "Copy twice",
    "Verify both copies",
  ]],
  ["code-walkthrough", "explaining a code base", "writing", [
    "Find the entry point",
    "Follow one request",
    "Draw the modules",
    "List the odd places",
  ]],
] as const;

function skill(rng: Rng): Plan {
  const [name, about, category, steps] = rng.pick(SKILLS);
  const project = rng.pick(PROJECTS);
  const create = rng.chance(0.5);
  return {
    task: create ? `make a skill for ${about}` : `use the skill for ${about} on ${project}`,
    prompt: rng.pick(OPENERS) +
      (create
        ? rng.pick([
          `Create a skill "${name}" for ${about}, based on how we do it in ${project}.`,
          `Please write down ${about} as a skill named ${name}, so that you know it next time (${project}).`,
        ])
        : rng.pick([
          `Do you have a skill for ${about}? Follow it for ${project}.`,
          `Use the ${name} skill on ${project} and tell me the result of every step.`,
        ])) +
      (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
    notes: [
      "Read the skill before following it.",
      "Numbered steps with a check at the end work best.",
      "If a step is wrong, correct the skill at once.",
    ],
    play(e) {
      const others = SKILLS.filter(([other]) => other !== name).map(([n, d, c]) => ({
        name: n,
        description: d,
        category: c,
      }));
      const all = create ? others : [...others, { name, description: about, category }];
      const sorted = all.sort((a, b) => a.name < b.name ? -1 : 1);
      e.act(
        "Which skills are there?",
        played("skills_list", {}, {
          success: true,
          skills: sorted,
          categories: [...new Set(sorted.map((s) => s.category))].sort(),
          count: sorted.length,
          hint: "Use skill_view(name) to see full content",
        }),
      );
      const content = `---\nname: ${name}\ndescription: ${about}\n---\n\n# ${name}\n\n${
        steps.map((step, i) => `${i + 1}. ${step}`).join("\n")
      }\n`;
      e.files.put("README.md", `# ${project}\n`).put("Makefile", `all:\n\t@echo building ${project}\n`);
      if (create) {
        e.act(
          "A similar one shows the form.",
          played("skill_view", { name: others[0]!.name }, {
            success: true,
            name: others[0]!.name,
            description: others[0]!.description,
            tags: [],
            related_skills: [],
            content: `# ${others[0]!.name}\n\n1. See the references.\n`,
            path: `${others[0]!.category}/${others[0]!.name}/SKILL.md`,
            linked_files: null,
            usage_hint: null,
          }),
        );
        if (e.left > 3) e.run(`How is it done in ${project}?`, "ls -la", e.sh.list());
        if (e.left > 3) e.read("The Makefile may tell.", "Makefile");
        e.act(
          `${steps.length} steps, each of which can be checked. Create it.`,
          played("skill_manage", { action: "create", name, category, content }, {
            success: true,
            message: `Skill '${name}' created.`,
            path: `${category}/${name}`,
            hint: "To add reference files, use skill_manage(action='write_file')",
          }),
        );
      }
      e.act(
        create ? "Read it back." : "There is one. Read it.",
        played("skill_view", { name }, {
          success: true,
          name,
          description: about,
          tags: [],
          related_skills: [],
          content,
          path: `${category}/${name}/SKILL.md`,
          linked_files: null,
          usage_hint: null,
        }),
      );
      if (!create) {
        steps.forEach((step, i) => {
          const log = `work/step${i + 1}.log`;
          e.write(
            `Step ${i + 1}: ${step.charAt(0).toLowerCase()}${step.slice(1)}. Keep a record.`,
            log,
            `${step}: done\n`,
          );
          if (e.left > steps.length - i) e.run("Check it.", `cat ${log}`, e.sh.show(log));
        });
        e.run("All records together.", "cat work/*.log", steps.map((step) => `${step}: done`).join("\n"));
      }
      e.answer(
        create ? "The skill is there and reads well." : "Every step of the skill is done.",
        `${
          create
            ? `The skill \`${name}\` is created (category ${category})`
            : `I followed \`${name}\` for ${project}`
        }:\n\n${steps.map((step, i) => `${i + 1}. ${step}${create ? "" : " – done"}`).join("\n")}`,
      );
    },
  };
}

function delegate(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const goals = rng.some(
    [
      [
        "list all places where files are opened without an encoding",
        "7 places, all in src/io.py and src/report.py",
      ],
      ["find out which dependencies are not used", "two are never imported: tabulate and rich"],
      ["compare the README with the command line help", "three flags are missing in the README"],
      ["measure how long each test takes", "one test takes 11 of 14 seconds"],
      ["check the licence headers", "all files have one"],
      ["find functions longer than 60 lines", "four, the longest has 131 lines"],
      ["look for secrets in the history", "none found"],
    ] as const,
    rng.int(2, 6),
  );
  return {
    task: `let other agents look at ${project}`,
    prompt: rng.pick(OPENERS) +
      rng.pick([
        `Please delegate this for ${project} and give me one summary: `,
        `Run these checks on ${project} side by side: `,
        `Use sub-agents for ${project}: `,
      ]) + goals.map(([goal]) => goal).join("; ") + ".",
    root: rootFor(project, rng),
    notes: [
      "The other agents know nothing of this conversation: name the folder.",
      "At most three tasks at a time.",
      "Check at least one claim myself.",
    ],
    needs: ["delegate_task"],
    play(e) {
      e.files.put("README.md", `# ${project}\n`).put(
        "src/io.py",
        "def read(path):\n    return open(path).read()\n",
      ).put("src/report.py", "def save(path, text):\n    open(path, 'w').write(text)\n");
      e.run("What will they look at?", "find . -type f | sort", e.sh.find());
      for (let i = 0; i < goals.length; i += 3) {
        const part = goals.slice(i, i + 3);
        const failing = e.rng.chance(0.25) ? 0 : -1;
        const results = part.map(([, result], k): Json =>
          k === failing
            ? {
              task_index: k,
              status: "failed",
              summary: null,
              error: "Subagent reached the maximum number of iterations",
              api_calls: 50,
              duration_seconds: e.rng.int(90, 400),
              exit_reason: "max_iterations",
            }
            : {
              task_index: k,
              status: "completed",
              summary: `Result: ${result}.`,
              api_calls: e.rng.int(3, 21),
              duration_seconds: e.rng.int(8, 80),
              exit_reason: "completed",
            }
        );
        const tasks = part.map(([goal]) => ({
          goal,
          context: `The project is in ${e.files.root}. Do not change any file.`,
          toolsets: ["terminal", "file"],
        }));
        e.act(
          "These do not depend on each other.",
          played(
            "delegate_task",
            { tasks },
            { results, total_duration_seconds: e.rng.int(80, 420) },
            failing < 0,
          ),
        );
        if (failing === 0) {
          const [goal, result] = part[0]!;
          e.act(
            "One ran out of steps. Once more, on its own and with a clearer goal.",
            played("delegate_task", {
              goal: `In ${e.files.root}: ${goal}. Report in one sentence.`,
              toolsets: ["terminal", "file"],
            }, {
              results: [{
                task_index: 0,
                status: "completed",
                summary: `Result: ${result}.`,
                api_calls: e.rng.int(4, 15),
                duration_seconds: e.rng.int(10, 60),
                exit_reason: "completed",
              }],
              total_duration_seconds: e.rng.int(11, 62),
            }),
          );
        }
      }
      if (e.left > 0) e.search("Check one claim myself.", "open\\(", { path: "src" });
      if (e.left > 0) e.read("Read one of these files.", "src/io.py");
      e.answer(
        "All reports are in.",
        `The reports on ${project}:\n\n${
          goals.map(([goal, result]) => `- ${goal}: **${result}**`).join("\n")
        }`,
      );
    },
  };
}
