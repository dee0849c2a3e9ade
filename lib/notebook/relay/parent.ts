import process from "node:process";

const CHECK_MS = 500;

/** Comes when the program that started this one has ended: nobody is left who could ask for the end. */
export function whenParentEnds(): Promise<void> {
  const parent = Deno.ppid;
  // Where npx stands between, it outlives the client; Jupyter tells its own number.
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
