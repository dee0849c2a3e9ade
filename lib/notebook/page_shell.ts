import { escapeHtml } from "../display/escape.ts";
import { PAGE_STYLE } from "./page_style.ts";

/** What differs between pages. */
export interface PageParts {
  /** The title of the document. */
  title: string;
  /** A sentence about it, for search and previews. */
  description?: string;
  /** The language of the text, as a BCP 47 tag. @default {"en"} */
  lang?: string;
  /** What comes before the content: the bar at the top. HTML. */
  bar?: string;
  /** What comes between bar and content where there is no room beside it. HTML. */
  above?: string;
  /** What stands beside the content where there is room. HTML. */
  beside?: string;
  /** The content, with its `h1`. HTML. */
  main: string;
  /** The one script that the page may run, and its hash as a source of the policy. */
  script?: { program: string; source: string };
}

/** No frame, no form, no request, and no script but one that is known: the page holds everything that it shows. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * A whole HTML document around the given parts, which must be safe HTML already.
 *
 * @see {@link https://www.w3.org/TR/CSP3/}
 */
export function pageShell(
  { title, description, lang = "en", bar = "", above = "", beside = "", main, script }: PageParts,
): string {
  const policy = script ? `${POLICY}; script-src ${script.source}` : POLICY;
  const about = description ? `<meta name="description" content="${escapeHtml(description)}">\n` : "";
  return `<!doctype html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
${about}<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body id="top">
<a class="skip" href="#content">Skip to content</a>
<div class="page">
${bar}
${above}
<div${beside === "" ? "" : ` class="columns"`}>
<main id="content" tabindex="-1">
${main}
</main>
${beside}
</div>
</div>
${script ? `<script type="module">${script.program}</script>\n` : ""}</body>
</html>
`;
}
