import { tool } from "./schema.ts";

/** Schemas of the shell and of programs that run in the background. */
export const SHELL_TOOLS = [
  tool(
    "terminal",
    "Run a command in a Linux shell. The file system stays as it is between calls, and so does the working directory.\n\n" +
      "What to use it for: builds, installs, test runs, git, package managers, network checks, starting programs, and anything that needs a shell.\n" +
      "What not to use it for: do not print files with cat, head or tail (read_file numbers the lines and pages through long files), do not search with grep or find (search_files is faster and cuts long results), do not list files with ls when search_files with target='files' would do, do not edit with sed or awk (patch shows the difference), and do not create files with echo or a here-document (write_file).\n\n" +
      "In the foreground (the default) the call returns as soon as the command ends, even when 'timeout' is large. Set a generous timeout for builds and installs: it is a limit, not a waiting time. A command that runs into it is stopped and reported with exit code 124.\n" +
      "In the background ('background': true) the call returns at once with a session id. Use it only for programs that do not end by themselves, such as servers and watchers, or for long work during which something else can be done. Then use the process tool: poll for progress, wait for the end, log for the whole output, kill to stop it.\n" +
      "The result holds 'output' (standard output and standard error together), 'exit_code' and 'error'. A command that fails is not an error of the tool: look at the exit code.\n" +
      "Set 'pty' for programs that want a real terminal, such as interactive installers. Never start an editor or a pager: pipe git log and similar commands through cat. Commands that could destroy data may be stopped and put before the user first; when that happens do not look for a way around it.",
    {
      "command!": ["string", "The command to run, as one would type it in the shell."],
      background: [
        "boolean",
        "Whether to return at once and let the command go on. Only for servers, watchers and long work.",
        { default: false },
      ],
      timeout: [
        "integer",
        "The longest the command may take, in seconds (default 180, at most 600). The call still returns as soon as the command ends.",
        { minimum: 1 },
      ],
      workdir: [
        "string",
        "The folder in which to run the command, as an absolute path. Default: the session's working directory.",
      ],
      check_interval: [
        "integer",
        "For background commands: seconds between two automatic looks at the process (at least 30). Leave it out for no such looks.",
        { minimum: 30 },
      ],
      pty: [
        "boolean",
        "Whether the command gets a pseudo-terminal. Needed by a few interactive programs only, and not by every backend.",
        { default: false },
      ],
    },
  ),
  tool(
    "process",
    "Look after the commands that were started with terminal(background=true). Actions: 'list' (all of them), 'poll' (state and new output), 'log' (the whole output, in pages), 'wait' (until the end or the timeout), 'kill' (stop it), 'write' (send text as it is), 'submit' (send text and a line end, as if one had typed it and pressed return).",
    {
      "action!": ["string", "What to do.", {
        enum: ["list", "poll", "log", "wait", "kill", "write", "submit"],
      }],
      session_id: [
        "string",
        "The id that terminal gave when the command was started. Needed by every action but 'list'.",
      ],
      data: ["string", "The text for 'write' and 'submit'."],
      timeout: [
        "integer",
        "For 'wait': the most seconds to wait. When they are over, the output so far is returned.",
        { minimum: 1 },
      ],
      offset: ["integer", "For 'log': the first line to return. Default: the last 200 lines."],
      limit: ["integer", "For 'log': the most lines to return.", { minimum: 1 }],
    },
  ),
  tool(
    "execute_code",
    "Run a Python script that calls the other tools as functions. Use it when three or more calls belong together and something is computed between them, when large results should be reduced before they reach you, when the next call depends on a condition, or when the same call is repeated over many files or pages. Use ordinary calls when there is only one, when you need to read the whole result yourself and think about it, or when the user has to answer something.\n\n" +
      "The functions come from `from hermes_tools import ...`:\n\n" +
      "  read_file(path, offset=1, limit=500) -> dict with 'content' and 'total_lines'; lines are counted from 1\n" +
      "  write_file(path, content) -> dict; always replaces the whole file\n" +
      "  search_files(pattern, target=\"content\", path=\".\", file_glob=None, limit=50) -> dict with 'matches' or 'files'\n" +
      "  patch(path, old_string, new_string, replace_all=False) -> dict\n" +
      "  terminal(command, timeout=None, workdir=None) -> dict with 'output' and 'exit_code'; foreground only\n\n" +
      "Limits: five minutes, 50 KB of printed output, 50 tool calls a script. What the script prints is what you get: print the result, not the way to it. The standard library may be used for everything in between (json, re, csv, math, datetime, collections and so on).\n\n" +
      "Also there, without an import: json_parse(text) reads JSON that holds control characters; shell_quote(text) makes a text safe to put into a command; retry(function, max_attempts=3, delay=2) repeats a call that fails now and then.",
    {
      "code!": [
        "string",
        "The Python script. Import the tools it needs from hermes_tools and print the final result.",
      ],
    },
  ),
];
