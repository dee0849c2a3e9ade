import { escapeHtml } from "./escape.ts";

/** Options for {@linkcode htmlDocument}. */
export interface HtmlDocumentOptions {
  /** The document's title, as text. */
  title: string;
  /** The content, as HTML that is already escaped. */
  body: string;
  /** The style sheet, as CSS. */
  style: string;
  /** The Content-Security-Policy: what the document may load and run. @default {inline styles, and nothing else} */
  policy?: string;
  /** The language of the text, as a BCP 47 tag. @default {"en"} */
  lang?: string;
  /** Further `<meta>` elements, as lines of HTML. @default {""} */
  meta?: string;
  /** Elements between title and style sheet, as lines of HTML. @default {""} */
  head?: string;
  /** The `id` of the body. @default {none} */
  id?: string;
}

/** No script, no request, no form. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Makes an HTML document that stands alone, follows the reader's choice of light or dark, and loads nothing that its
 * policy does not allow.
 *
 * @param options Title, content and style sheet; policy, language and what else the head holds.
 * @returns The document, ending in a line end.
 * @see https://www.w3.org/TR/CSP3/
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { htmlDocument } from "./mod.ts";
 *
 * const page = htmlDocument({ title: "1 < 2", body: "<p>Content</p>", style: "p { margin: 0; }" });
 * assertStringIncludes(page, "<title>1 &lt; 2</title>");
 * ```
 */
export function htmlDocument(options: HtmlDocumentOptions): string {
  const { title, body, style, policy = POLICY, lang = "en", meta = "", head = "", id } = options;
  return `<!doctype html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${meta}<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
${head}<style>${style}</style>
</head>
<body${id === undefined ? "" : ` id="${escapeHtml(id)}"`}>
${body}</body>
</html>
`;
}
