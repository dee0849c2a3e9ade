/** The paths of all files under a folder, sorted; links are not followed. */
export async function walkFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) paths.push(...await walkFiles(path));
    else paths.push(path);
  }
  return paths.sort();
}
