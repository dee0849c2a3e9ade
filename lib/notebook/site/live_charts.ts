import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { compile } from "vega-lite";
import { VEGALITE_MIME } from "../../display/mod.ts";

/** Result of {@linkcode prepareLiveCharts}: what a page needs to draw its charts. */
export interface LiveCharts {
  /** The script that draws charts in a page, some 540 kB. */
  program: string;
  /** Hash of the script, as a source of a Content Security Policy. */
  source: string;
  /**
   * Compiles a chart for the script.
   *
   * @param data An output's data by MIME type.
   * @returns The Vega chart as JSON that is safe in HTML; undefined if the output has none, or none that compiles.
   */
  compileChart(data: Record<string, unknown>): string | undefined;
}

const PROGRAM = new URL("./chart_program.ts", import.meta.url);
const SILENT_LOGGER = {
  level: () => SILENT_LOGGER,
  error: () => SILENT_LOGGER,
  warn: () => SILENT_LOGGER,
  info: () => SILENT_LOGGER,
  debug: () => SILENT_LOGGER,
};

/**
 * Prepares live charts: bundles the program into one script, which takes less than a second.
 *
 * @throws {Error} If it cannot be bundled, with what Deno printed.
 */
export async function prepareLiveCharts(): Promise<LiveCharts> {
  const config = fileURLToPath(new URL("../../../deno.json", import.meta.url));
  const args = [
    "bundle",
    "--quiet",
    "--platform",
    "browser",
    "--minify",
    `--config=${config}`,
    fileURLToPath(PROGRAM),
  ];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, stdin: "null" })
    .output();
  if (!success) throw new Error(`Cannot bundle charts: ${new TextDecoder().decode(stderr).trim()}`);
  // `</script` would end the script element, also within a string of the program
  const program = new TextDecoder().decode(stdout).replaceAll(/<\/(?=script)/gi, "<\\/");
  const hash = createHash("sha256").update(program).digest("base64");
  return { program, source: `'sha256-${hash}'`, compileChart };
}

function compileChart(data: Record<string, unknown>): string | undefined {
  const chart = data[VEGALITE_MIME];
  if (typeof chart !== "object" || chart === null) return undefined;
  try {
    // deno-lint-ignore no-explicit-any -- an output may hold anything; compiling throws if it is no chart
    const { spec } = compile(chart as any, { logger: SILENT_LOGGER as any });
    return JSON.stringify(spec).replaceAll("<", "\\u003c");
  } catch {
    return undefined;
  }
}
