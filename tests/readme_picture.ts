/**
 * The README's picture is the dashboard of 04_visualize, taken out of the committed notebook.
 *
 *     deno run --allow-read --allow-write tests/readme_picture.ts
 *
 * @module
 */
import { readNotebook } from "../lib/notebook/mod.ts";
import { repositoryPath, repositoryUrl } from "./repository.ts";

/** Where the picture is kept. */
export const PICTURE = repositoryUrl("notebooks/pictures/dashboard.png");

/** The first picture among the notebook's outputs, as PNG. */
export async function dashboardPicture(): Promise<Uint8Array> {
  for (const cell of (await readNotebook(repositoryPath("notebooks/04_visualize.ipynb"))).cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      if ("data" in output && output.data["image/png"]) {
        const base64 = [output.data["image/png"]].flat().join("").replace(/\s/g, "");
        return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      }
    }
  }
  throw new Error("Cannot find a picture in 04_visualize: run the notebooks with `deno task notebooks`");
}

if (import.meta.main) await Deno.writeFile(PICTURE, await dashboardPicture());
