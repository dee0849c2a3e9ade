import { addProjectFiles } from "../content/project_files.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult, terminalCall } from "../tools/call_with_result.ts";
import { pipLog } from "../tools/pip_log.ts";
import { packageName, projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of getting a service to run. */
export const SERVING: readonly Story[] = [
  { category: "Terminal & Coding", subcategory: "Environment Setup", weight: 4, makePlan: server },
];

function server(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const pkg = packageName(project);
  const port = rng.int(31, 99) * 100 + rng.pick([0, 1, 80]);
  const missing = rng.sample(
    ["uvicorn", "httpx", "pydantic-settings", "python-multipart", "jinja2", "aiosqlite", "orjson"] as const,
    rng.int(1, 4),
  );
  return {
    task: `get ${project} to run on port ${port}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Set up ${project} and start it on port ${port}. I want to see /health answer.`,
      `${project} does not start on this machine. Please get it running on ${port} and check that it answers.`,
      `Install what ${project} needs, run it in the background on port ${port} and test its endpoints.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
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
      addProjectFiles(e.files, e.rng, { name: project });
      e.batch("Let me see what the project is made of.", [
        ["The requirements.", terminalCall("cat requirements.txt", e.shell.show("requirements.txt"))],
        ["The files.", terminalCall("find . -type f | sort", e.shell.find())],
      ]);
      e.read("The entry point.", `${pkg}/main.py`);
      exploreFiles(e, Math.min(4, e.stepsLeft >> 2));
      const command = `python3 -m uvicorn ${pkg}.main:app --port ${port}`;
      e.run(
        "Is everything installed?",
        `python3 -c 'import ${pkg}.main'`,
        `Traceback (most recent call last):\n  File "<string>", line 1, in <module>\n  File "${e.files.root}/${pkg}/main.py", line 1, in <module>\n    from fastapi import FastAPI\nModuleNotFoundError: No module named 'fastapi'`,
        1,
      );
      e.run(
        "FastAPI is missing. Install the requirements.",
        "pip install -r requirements.txt",
        pipLog(["fastapi", ...missing], e.rng),
        0,
        {
          args: { timeout: 300 },
        },
      );
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
      e.act(
        "Start it in the background.",
        callWithResult("terminal", { command, background: true }, started),
      );
      const log =
        `INFO:     Started server process [${pid}]\nINFO:     Waiting for application startup.\nINFO:     Application startup complete.\nINFO:     Uvicorn running on http://127.0.0.1:${port} (Press CTRL+C to quit)`;
      const poll = (seconds: number, output: string) =>
        callWithResult("process", { action: "poll", session_id: session }, {
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
      for (; e.stepsLeft > 3 && asked < 6; asked++) {
        const n = e.rng.int(2, 40);
        e.run(
          "Another endpoint.",
          `curl -s localhost:${port}/items/${n}`,
          `{"number":${n},"square":${n * n}}`,
        );
      }
      if (e.stepsLeft > 2) {
        e.run(
          "And a wrong value?",
          `curl -s -o /dev/null -w '%{http_code}' localhost:${port}/items/x`,
          "422",
        );
      }
      if (e.stepsLeft > 1) {
        e.act(
          "Look at its log.",
          callWithResult("process", { action: "log", session_id: session }, {
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
          callWithResult("process", { action: "kill", session_id: session }, {
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
