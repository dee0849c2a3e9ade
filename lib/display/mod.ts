/** What a notebook, a page and a terminal show: MIME bundles, escaped HTML, tables, numbers as text, PNG. */
export { card, type CardOptions, preformattedHtml } from "./card.ts";
export {
  type Displayable,
  displayable,
  JUPYTER_DISPLAY,
  type MimeBundle,
  VEGALITE_MIME,
} from "./displayable.ts";
export { escapeHtml } from "./escape.ts";
export {
  type AdvanceWidth,
  type Fonts,
  loadFonts,
  readAdvanceWidths,
  type TextWidth,
  textWidth,
} from "./fonts.ts";
export { htmlDocument, type HtmlDocumentOptions } from "./html_document.ts";
export { counted, oneDecimal, percent, percentText, twoDecimals, whole } from "./numbers.ts";
export { type PngOptions, svgToPng } from "./png.ts";
export {
  formatCell,
  ROWS_SHOWN,
  shortenTo,
  type Table,
  table,
  type TableColumn,
  type TableOptions,
  unicodeWidth,
} from "./table.ts";
