/**
 * The kernel "Tracebook (Deno)": what a kernelspec starts.
 *
 *     deno run --allow-read --allow-write --allow-env --allow-net=127.0.0.1 --allow-run main.ts CONNECTION_FILE
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Connection } from "../connection.ts";
import { whenParentEnds } from "./parent.ts";
import { Relay } from "./relay.ts";

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
