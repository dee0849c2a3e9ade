/**
 * Runs something with an empty folder, and removes the folder afterwards.
 *
 * @param run What needs the folder; gets its path.
 */
export async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
