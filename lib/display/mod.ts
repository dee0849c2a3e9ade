/** What every picture, table and card shares: the MIME bundle, the one HTML escaper, tables, PNG. */
export * from "./mime.ts";
