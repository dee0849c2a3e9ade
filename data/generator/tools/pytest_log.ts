/** A test run: what {@linkcode pytestLog} prints. */
export interface TestRun {
  /** Options of pytest: with `-v` every test gets a line, else a dot. */
  flags: string;
  /** Absolute path of the folder it ran in. */
  root: string;
  /** Every test with its outcome, in the order of the run. */
  results: readonly { id: string; passed: boolean }[];
  /** The report on each failure, of several lines. */
  details: readonly string[];
  /** The line of the short summary on each failure. */
  summary: readonly string[];
  /** Duration in hundredths of a second, below 100. */
  hundredths: number;
}

/** Returns what pytest prints for a run. */
export function pytestLog(run: TestRun): string {
  const { flags, results, details, summary } = run;
  const verbose = flags.includes("-v");
  const failed = results.filter(({ passed }) => !passed).length;
  const count = results.length - failed;
  const time = `0.${String(run.hundredths).padStart(2, "0")}s`;
  const verdict = `${failed > 0 ? `${failed} failed, ` : ""}${count} passed in ${time}`;
  return [
    ...(verbose
      ? [...opening(run), ...results.map((result, i) => line(result, i, results.length)), ""]
      : dots(run)),
    ...(failed > 0 ? [ruler("FAILURES", 80), ...details] : []),
    ...(flags.includes("--durations") ? slowest(run) : []),
    ...(failed > 0 ? [ruler("short test summary info", 80), ...summary] : []),
    verbose ? ruler(verdict, 80) : verdict,
  ].join("\n");
}

function opening({ root, results }: TestRun): string[] {
  return [
    ruler("test session starts", 80),
    "platform linux -- Python 3.10.14, pytest-8.2.2, pluggy-1.5.0 -- /usr/local/bin/python3",
    "cachedir: .pytest_cache",
    `rootdir: ${root}`,
    "configfile: pyproject.toml",
    "plugins: anyio-4.4.0, cov-5.0.0",
    `collecting ... collected ${results.length} item${results.length === 1 ? "" : "s"}`,
    "",
  ];
}

function line({ id, passed }: { id: string; passed: boolean }, i: number, total: number): string {
  const percent = `[${String(Math.floor(100 * (i + 1) / total)).padStart(3)}%]`;
  return `${`${id} ${passed ? "PASSED" : "FAILED"}`.padEnd(73)} ${percent}`;
}

function dots({ results }: TestRun): string[] {
  const all = results.map(({ passed }) => passed ? "." : "F").join("");
  const rows: string[] = [];
  for (let at = 0; at < all.length; at += 72) {
    const done = Math.min(all.length, at + 72);
    const percent = String(Math.floor(100 * done / all.length)).padStart(3);
    rows.push(`${all.slice(at, done).padEnd(72)} [${percent}%]`);
  }
  return rows;
}

function slowest({ results, hundredths }: TestRun): string[] {
  const rows = results.slice(0, 5).map(({ id }, i) =>
    `0.0${Math.max(0, Math.min(9, (hundredths >> 3) - i))}s call     ${id}`
  );
  return [ruler(`slowest ${rows.length} durations`, 80), ...rows];
}

function ruler(text: string, width: number): string {
  const left = Math.max(1, (width - text.length - 2) >> 1);
  return `${"=".repeat(left)} ${text} `.padEnd(width, "=");
}
