/** What every picture, table and card shares: the MIME bundle, the one HTML escaper, tables, PNG. */
export * from "./mime.ts";
export * from "./displayable.ts";
export * from "./escape.ts";
export * from "./table.ts";
export * from "./card.ts";
export * from "./cell_text.ts";
export * from "./text_cells.ts";
export * from "./fonts.ts";
export * from "./font_advances.ts";
export * from "./text_width.ts";
export * from "./png.ts";
