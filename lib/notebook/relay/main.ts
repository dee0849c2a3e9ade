/**
 * The kernel "Tracebook (Deno)": what a kernelspec starts.
 *
 *     deno run --allow-read --allow-write --allow-env --allow-net=127.0.0.1 --allow-run main.ts CONNECTION_FILE
 *
 * @module
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Connection } from "../kernel/wire.ts";
import { Relay } from "./relay.ts";

const CHECK_MS = 500;

/** Resolves when the program that started this one has ended, and so can no longer ask for a shutdown. */
function whenParentEnds(): Promise<void> {
  const parent = Deno.ppid;
  // Started through npx, this one's parent is npx, which outlives the client: Jupyter gives its own process id.
  const client = Number(Deno.env.get("JPY_PARENT_PID") ?? 0);
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (Deno.ppid === parent && (client === 0 || isRunning(client))) return;
      clearInterval(timer);
      resolve();
    }, CHECK_MS);
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // signal 0 only asks
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM"; // another user's
  }
}

const [file] = Deno.args;
if (file === undefined) {
  console.error("usage: main.ts CONNECTION_FILE, which a Jupyter client writes");
  Deno.exit(2);
}
const connection: Connection = JSON.parse(await Deno.readTextFile(file));
if (connection.transport !== "tcp" || !["127.0.0.1", "localhost"].includes(connection.ip)) {
  console.error(
    `error: Cannot listen on ${connection.transport}://${connection.ip}: a cell can do whatever its user can, so only ` +
      "clients of this machine are served (tcp, 127.0.0.1)",
  );
  Deno.exit(2);
}
const home = fileURLToPath(new URL("../../../", import.meta.url));
const relay = new Relay({ connection, cwd: Deno.cwd(), home });
await Promise.race([relay.ended, whenParentEnds()]);
await relay.close();
Deno.exit(0);
