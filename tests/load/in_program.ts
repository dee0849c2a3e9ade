import type { LoopbackHub } from "./loopback_hub.ts";
import { repositoryPath } from "../repository.ts";

const CONFIG = repositoryPath("deno.json");

/**
 * Runs code, to which `loadTraces` is known, in a program of its own that reaches a hub by its environment: this program's
 * environment is shared with tests that run at the same time.
 *
 * @returns What it printed.
 */
export async function inProgram(
  hub: LoopbackHub,
  env: Record<string, string>,
  code: string,
): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", `--config=${CONFIG}`, `import { loadTraces } from "tracebook"; ${code}`],
    env: { HF_ENDPOINT: hub.endpoint, HF_HOME: hub.options.home, ...env },
    stderr: "inherit",
  });
  return new TextDecoder().decode((await command.output()).stdout).trim();
}
