/** What fits into a window of a model. */
export { type ShortenedSystem, shortenSystem } from "./shorten_system.ts";
