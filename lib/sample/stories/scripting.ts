import { study } from "../study.ts";
import { played, terminal } from "../played.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { LIMITS, OPENERS, packageOf, PROJECTS, rootFor } from "../words/projects.ts";
import { SCRIPTS } from "../words/scripts.ts";

/** Writing scripts, and getting things to run. */
export const SCRIPTING: readonly Story[] = [
  { category: "Terminal & Coding", subcategory: "Script Writing", weight: 5, open: script },
  { category: "Terminal & Coding", subcategory: "Environment Setup", weight: 4, open: server },
  { category: "Terminal & Coding", subcategory: "System Administration", weight: 3, open: disk },
];

function script(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const wanted = rng.some(SCRIPTS, rng.int(1, 6));
  const first = wanted[0]!;
  const dir = rng.pick(["tools", "scripts", "bin", "ops"]);
  return {
    task: `write a script that ${first.does}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Write a Python script ${dir}/${first.file} in ${project} that ${first.does}.`,
      `I need a little program that ${first.does}. Put it into ${project}/${dir}/${first.file} and show me that it works.`,
      `Create ${dir}/${first.file} (${project}): it ${first.does}. With an example run please.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
    notes: [
      "The standard library is enough.",
      "Wrong arguments should give a usage line and exit code 2.",
      "Try it with real input and with none.",
      "Text is UTF-8, also when the locale says otherwise.",
    ],
    play(e) {
      e.files.put("README.md", `# ${project}\n`);
      if (e.rng.chance(0.6)) e.run("Let me see where I am.", "ls -la", e.sh.list());
      if (e.rng.chance(0.4)) e.run("Which Python is there?", "python3 --version", "Python 3.10.14");
      for (const [i, s] of wanted.entries()) {
        const path = `${dir}/${s.file}`;
        if (i > 0) {
          if (e.left < 5) break;
          e.answer("That one is done.", `\`${dir}/${wanted[i - 1]!.file}\` works, see the run above.`);
          e.user(
            e.rng.pick([
              `Great. Now one that ${s.does}, as ${path}.`,
              `Thanks! Next: ${path}, it ${s.does}.`,
              `Perfect 👍 and now please a script that ${s.does}`,
            ]),
          );
        }
        const faulty = e.rng.chance(0.55);
        e.write(
          `It ${s.does}. Read the arguments, do the work in one function, print the result.`,
          path,
          faulty ? s.code.replace(s.good, s.bad) : s.code,
        );
        e.files.put(s.input[0], s.input[1]);
        e.write("I need some input to try it with.", s.input[0], s.input[1]);
        const line = `python3 ${path} ${s.args}`.trim();
        if (faulty) {
          const trace = s.said.replaceAll("{path}", `${e.files.root}/${path}`);
          e.run("Try it.", line, trace, 1);
          if (e.rng.chance(0.4)) e.read("Let me look at that line again.", path);
          if (e.rng.chance(0.5)) e.patch(`${s.cause} Fix that line.`, path, s.bad, s.good);
          else e.write(`${s.cause} Write it again with that fixed.`, path, s.code);
        }
        e.run(faulty ? "And again." : "Try it.", line, s.output);
        if (e.left > 2) {
          e.run("What does it do without arguments?", `python3 ${path}`, `usage: ${s.file} ${s.usage}`, 2);
          if (e.left > 3 && e.rng.chance(0.5)) {
            e.run(
              "That is right: a usage line and code 2. Is the output the same every time?",
              `${line} | md5sum; ${line} | md5sum`,
              `${hex(s.output)}  -\n${hex(s.output)}  -`,
            );
          }
        }
      }
      const last = wanted.findLast((s) => e.files.get(`${dir}/${s.file}`))!;
      e.answer(
        "It works. Show how to call it.",
        `\`${dir}/${last.file}\` ${last.does}.\n\n\`\`\`\n$ python3 ${dir}/${last.file} ${last.args}\n${last.output}\n\`\`\`\n\nWithout arguments it prints how to call it and exits with code 2.`,
      );
    },
  };
}

function hex(text: string): string {
  let h = 0x811c9dc5;
  let out = "";
  for (let round = 0; out.length < 32; round++) {
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i) ^ round, 0x01000193);
    out += (h >>> 0).toString(16).padStart(8, "0");
  }
  return out;
}

function server(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const pkg = packageOf(project);
  const port = rng.int(31, 99) * 100 + rng.pick([0, 1, 80]);
  const missing = rng.some(
    ["uvicorn", "httpx", "pydantic-settings", "python-multipart", "jinja2", "aiosqlite", "orjson"] as const,
    rng.int(1, 4),
  );
  return {
    task: `get ${project} to run on port ${port}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Set up ${project} and start it on port ${port}. I want to see /health answer.`,
      `${project} does not start on this machine. Please get it running on ${port} and check that it answers.`,
      `Install what ${project} needs, run it in the background on port ${port} and test its endpoints.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
    notes: [
      "A server has to run in the background, or the call never returns.",
      "Check that the port is free first.",
      "Started does not mean ready: ask the health endpoint.",
      "Stop it at the end unless it is wanted.",
    ],
    play(e) {
      e.files.put("requirements.txt", `fastapi\n${missing.join("\n")}\n`).put(
        `${pkg}/main.py`,
        `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {"status": "ok"}\n\n\n@app.get("/items/{number}")\ndef item(number: int):\n    return {"number": number, "square": number * number}\n`,
      );
      e.batch("Let me see what the project is made of.", [
        ["The requirements.", terminal("cat requirements.txt", e.sh.show("requirements.txt"))],
        ["The files.", terminal("find . -type f | sort", e.sh.find())],
      ]);
      e.read("The entry point.", `${pkg}/main.py`);
      study(e, Math.min(4, e.left >> 2));
      const command = `python3 -m uvicorn ${pkg}.main:app --port ${port}`;
      e.run(
        "Is everything installed?",
        `python3 -c 'import ${pkg}.main'`,
        `Traceback (most recent call last):\n  File "<string>", line 1, in <module>\n  File "${e.files.root}/${pkg}/main.py", line 1, in <module>\n    from fastapi import FastAPI\nModuleNotFoundError: No module named 'fastapi'`,
        1,
      );
      e.run("FastAPI is missing. Install the requirements.", "pip install -q -r requirements.txt", "", 0, {
        args: { timeout: 300 },
      });
      e.run("Is the port free?", `ss -ltn | grep ':${port} '`, "", 1, {
        result: { exit_code_meaning: "No matches found (not an error)" },
      });
      const session = `proc_${e.rng.hex(12)}`;
      const pid = e.rng.int(400, 4000);
      const started = {
        output: "Background process started",
        session_id: session,
        pid,
        exit_code: 0,
        error: null,
      };
      e.act("Start it in the background.", played("terminal", { command, background: true }, started));
      const log =
        `INFO:     Started server process [${pid}]\nINFO:     Waiting for application startup.\nINFO:     Application startup complete.\nINFO:     Uvicorn running on http://127.0.0.1:${port} (Press CTRL+C to quit)`;
      const poll = (seconds: number, output: string) =>
        played("process", { action: "poll", session_id: session }, {
          session_id: session,
          command,
          status: "running",
          pid,
          uptime_seconds: seconds,
          output_preview: output,
        });
      e.act("Is it up?", poll(2, log));
      e.run("Ask the health endpoint.", `curl -s localhost:${port}/health`, '{"status":"ok"}');
      let asked = 1;
      for (; e.left > 3 && asked < 6; asked++) {
        const n = e.rng.int(2, 40);
        e.run(
          "Another endpoint.",
          `curl -s localhost:${port}/items/${n}`,
          `{"number":${n},"square":${n * n}}`,
        );
      }
      if (e.left > 2) {
        e.run(
          "And a wrong value?",
          `curl -s -o /dev/null -w '%{http_code}' localhost:${port}/items/x`,
          "422",
        );
      }
      if (e.left > 1) {
        e.act(
          "Look at its log.",
          played("process", { action: "log", session_id: session }, {
            session_id: session,
            status: "running",
            output: `${log}\nINFO:     127.0.0.1:5${e.rng.int(1000, 5000)} - "GET /health HTTP/1.1" 200 OK`,
            total_lines: 5,
            showing: "5 lines",
          }),
        );
      }
      const stop = e.rng.chance(0.5);
      if (stop) {
        e.act(
          "That is enough. Stop it.",
          played("process", { action: "kill", session_id: session }, {
            status: "killed",
            session_id: session,
          }),
        );
        if (e.rng.chance(0.5)) {
          e.run("Is it really gone?", `curl -s localhost:${port}/health`, "", 7, {
            result: { exit_code_meaning: "Failed to connect to host" },
          });
        }
      }
      e.answer(
        "It runs and answers.",
        `${project} runs on port ${port}: \`/health\` answers \`{"status":"ok"}\`. What was missing were the requirements (\`fastapi\`, ${
          missing.map((m) => `\`${m}\``).join(", ")
        }); they are installed now.\n\nStart it with \`${command}\`. ${
          stop ? "I stopped my own instance." : `My instance is still running (\`${session}\`).`
        }`,
      );
    },
  };
}

function disk(rng: Rng): Plan {
  const host = rng.pick(PROJECTS);
  const used = rng.int(84, 97);
  const folders = rng.some(
    ["log", "cache", "spool", "lib/docker", "backups", "tmp", "crash", "mail"] as const,
    rng.int(3, 8),
  );
  return {
    task: `find out what fills the disk of ${host}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `The disk of the ${host} machine is ${used}% full. What takes the space? Free some if it is safe.`,
      `${host} warns about disk space (${used}%). Please find the largest folders and suggest what can go.`,
      `Disk usage on ${host} is ${used} percent, analyse it please.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
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
      for (const [name, size] of sizes.slice(0, Math.max(1, e.left - 5))) {
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
