import type { Notebook } from "./nbformat.ts";
import type { PageImage } from "./page_image.ts";
import { firstWords } from "./page_markdown.ts";
import { imageText, outputImage } from "./page_output.ts";
import { joinText } from "./source_text.ts";

/** What an index says about a notebook. */
export interface NotebookFacts {
  /** The first heading; empty if there is none. */
  title: string;
  /** The first paragraph, on one line; empty if there is none. */
  description: string;
  /** The first picture among the outputs. */
  thumbnail?: PageImage;
  /** What that picture shows. */
  thumbnailText?: string;
}

/** Title, description and first picture of a notebook, as its own cells give them. */
export function notebookFacts(notebook: Notebook): NotebookFacts {
  const words = notebook.cells.filter((cell) => cell.cell_type === "markdown")
    .map((cell) => firstWords(joinText(cell.source)));
  const facts = {
    title: words.find(({ heading }) => heading !== "")?.heading ?? "",
    description: words.find(({ paragraph }) => paragraph !== "")?.paragraph ?? "",
  };
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      if (!("data" in output)) continue;
      const thumbnail = outputImage(output.data);
      if (thumbnail) return { ...facts, thumbnail, thumbnailText: imageText(output.data) };
    }
  }
  return facts;
}
