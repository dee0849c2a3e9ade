import { type CallWithResult, terminalCall } from "../tools/call_with_result.ts";
import { patchFile, readFile } from "../tools/file_tools.ts";
import type { EpisodeState } from "./episode_state.ts";
import { callText } from "./turn_text.ts";

/** Records a failure before a call and returns how the next thought begins, or undefined where it does not fit. */
type Failure = (e: EpisodeState, call: CallWithResult) => string | undefined;

/**
 * Records a failure that has nothing to do with the task (a missing program, a slow command) before a call, together with
 * the reaction to it; the call itself comes afterwards.
 *
 * @returns How the thought before the call begins, or undefined where nothing failed.
 */
export function injectFailure(e: EpisodeState, call: CallWithResult): string | undefined {
  if (!e.rng.chance(0.3)) return undefined;
  const [kind, recordFailure] = e.rng.pick(Object.entries(FAILURES));
  if (e.seen.has(kind)) return undefined;
  const reaction = recordFailure(e, call);
  if (reaction !== undefined) e.seen.add(kind);
  return reaction;
}

function recordStep(e: EpisodeState, think: string, ...calls: CallWithResult[]): void {
  e.record(think, calls.map((call) => callText(call.name, call.args)), calls);
}

const command = (call: CallWithResult): string => call.name === "terminal" ? String(call.args.command) : "";

const FAILURES: Record<string, Failure> = {
  pythonName(e, call) {
    const wanted = command(call);
    if (!wanted.startsWith("python3 ")) return undefined;
    const other = wanted.replace("python3 ", "python ");
    recordStep(e, "Let me run it.", terminalCall(other, "/bin/bash: line 1: python: command not found", 127));
    return "`python` is not on the PATH here, only `python3`.";
  },
  ripgrep(e, call) {
    if (call.name !== "search_files" || call.args.target !== "content") return undefined;
    const line = `rg -n "${call.args.pattern}"`;
    recordStep(
      e,
      "A quick search first.",
      terminalCall(line, "/bin/bash: line 1: rg: command not found", 127),
    );
    return "ripgrep is not installed; the search tool does the same.";
  },
  wrongFolder(e, call) {
    if (!command(call)) return undefined;
    const wrong = e.files.root.replace(/([^/]+)$/, "project/$1");
    const first = terminalCall(
      `cd ${wrong} && ls`,
      `/bin/bash: line 1: cd: ${wrong}: No such file or directory`,
      1,
    );
    recordStep(e, "I will go to the project folder.", first);
    recordStep(
      e,
      "That folder does not exist. Where am I?",
      terminalCall("pwd && ls", `${e.files.root}\n${e.shell.names()}`),
    );
    return "I am already in the right folder.";
  },
  wrongPath(e, call) {
    const path = String(call.args.path ?? "");
    if (call.name !== "read_file" || !call.ok || e.files.get(path) === undefined) return undefined;
    const wrong = path.includes("/") ? path.slice(path.indexOf("/") + 1) : `src/${path}`;
    if (e.files.get(wrong) !== undefined) return undefined;
    recordStep(e, "I need to see that file.", readFile(e.files, wrong));
    return "Wrong path, but the error lists the right one.";
  },
  slow(e, call) {
    const wanted = command(call);
    if (!/^(python3 -m pytest|pip install|npm |go test|make|cargo )/.test(wanted)) return undefined;
    const limit = e.rng.pick([30, 60]);
    const form = e.rng.int(0, 2);
    const result = form === 0
      ? terminalCall(wanted, `Command timed out after ${limit}s`, 124, { args: { timeout: limit } })
      : form === 1
      ? terminalCall(wanted, "", 124, {
        args: { timeout: limit },
        error: `Command timed out after ${limit} seconds`,
      })
      : terminalCall(wanted, `[Command timed out after ${limit}s]`, 124, { args: { timeout: limit } });
    recordStep(e, "This should not take long.", result);
    recordStep(
      e,
      `It ran into the limit of ${limit} seconds. Is something still running, or is the machine just busy?`,
      terminalCall(
        "uptime",
        ` 10:4${e.rng.int(0, 9)}:12 up 2 days,  3:1${e.rng.int(0, 9)},  0 users,  load average: ${
          e.rng.int(5, 9)
        }.8${e.rng.int(0, 9)}, 4.10, 2.27`,
      ),
    );
    return "The machine is busy with something else. I will try once more.";
  },
  memory(e, call) {
    const wanted = command(call);
    if (!/^(python3 |node )/.test(wanted)) return undefined;
    recordStep(e, "Let me run this.", terminalCall(wanted, "Killed", 137));
    const free = `Mem: ${e.rng.int(1800, 2000)} MB total, ${e.rng.int(60, 140)} MB free`;
    const line = `free -m | awk '/Mem/ {print "Mem: " $2 " MB total, " $4 " MB free"}'`;
    recordStep(
      e,
      "Exit code 137: the process was killed, most likely for memory. Let me see how much there is.",
      terminalCall(line, free),
    );
    recordStep(
      e,
      "Almost nothing is free. Something else is using it, perhaps only for a moment; let me wait and look again.",
      terminalCall(
        `sleep 30 && ${line}`,
        `Mem: ${e.rng.int(1800, 2000)} MB total, ${e.rng.int(900, 1300)} MB free`,
      ),
    );
    return "There is memory again, so run it once more.";
  },
  interrupted(e, call) {
    if (!command(call) || !e.rng.chance(0.35)) return undefined;
    recordStep(
      e,
      "Next command.",
      terminalCall(command(call), "[Command interrupted — user sent a new message]", 130),
    );
    e.user(
      e.rng.pick([
        "sorry, wrong window. go on",
        "Ignore that, please continue.",
        "Oops, hit enter too early — carry on.",
        "weiter bitte 🙂",
      ]),
    );
    return "The user says to go on, so I repeat the command.";
  },
  noSuchFolder(e, call) {
    if (!command(call).startsWith("ls")) return undefined;
    const name = e.rng.pick(["src/main", "app", "packages", "lib"]);
    if (e.files.hasFolder(name)) return undefined;
    recordStep(
      e,
      "Let me look around.",
      terminalCall(`ls ${name}`, `ls: cannot access '${name}': No such file or directory`, 2),
    );
    return "That folder does not exist; list what is there instead.";
  },
  badOption(e, call) {
    if (!/^(grep|wc|sort|du) /.test(command(call))) return undefined;
    const program = command(call).split(" ")[0]!;
    const wrong = command(call).replace(program, `${program} --summary`);
    const said = `${program}: unrecognized option '--summary'\nTry '${program} --help' for more information.`;
    recordStep(
      e,
      "One command should do.",
      terminalCall(wrong, said, program === "grep" || program === "sort" ? 2 : 1),
    );
    return "That option does not exist; the plain form will do.";
  },
  stalePatch(e, call) {
    const path = String(call.args.path ?? "");
    if (call.name !== "patch" || !call.ok) return undefined;
    // The call to come has changed the simulated file already, so the failure is made without it.
    const oldText = String(call.args.old_string);
    const wrong = oldText.replace(/^( *)(\S)/, "$1\t$2");
    const failed = patchFile({ get: () => "" } as never, path, wrong, String(call.args.new_string));
    recordStep(e, "This is a small, local change.", failed);
    return "The old text did not match: I had the indentation wrong. Exactly as it stands in the file this time.";
  },
};
