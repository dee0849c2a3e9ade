import type { Rng } from "../random.ts";

/** What projects, services and folders are called. */
export const PROJECTS = [
  "ledgerline",
  "tidepool",
  "parcelkit",
  "quillbox",
  "harvest-api",
  "brightcart",
  "metronome",
  "fieldnotes",
  "stacklight",
  "copperleaf",
  "orchard",
  "driftwood",
  "pixelpress",
  "routemaster",
  "nightowl",
  "saltmarsh",
  "papertrail",
  "lanternfish",
  "meadowlark",
  "gearbox",
  "signalbox",
  "inkwell",
  "bluebird",
  "cobalt",
  "northgate",
  "overpass",
  "thistle",
  "windmill",
  "yardstick",
  "zephyr-jobs",
  "atlas-sync",
  "beacon",
  "cinder",
  "dovetail",
  "emberlog",
  "foxglove",
  "granary",
  "hopscotch",
  "ironwood",
  "juniper-web",
] as const;

/** Folders under which projects lie. */
const ROOT_FOLDERS = [
  "/srv",
  "/opt",
  "/app",
  "/data",
  "/mnt/projects",
  "/srv/repos",
  "/opt/services",
  "/var/lib",
] as const;

/** Draws an absolute folder for a project. */
export function projectRoot(name: string, rng: Rng): string {
  return `${rng.pick(ROOT_FOLDERS)}/${name}`;
}

/** Returns the Python package's name of a project. */
export function packageName(project: string): string {
  return project.replaceAll("-", "_");
}

/** Sentences that may end any request. */
export const REQUEST_ENDINGS = [
  "Tell me if anything looks off.",
  "Short summary at the end, please.",
  "If something is unclear, decide yourself.",
  "Thanks!",
  "Answer in a few sentences.",
  "I need this today.",
  "Take your time.",
  "Please be exact.",
  "No long explanations, please.",
  "Ask only if you really have to.",
  "I will check it myself afterwards.",
  "Keep it simple.",
  "It is not urgent.",
  "Merci d'avance 🙂",
] as const;

/** Sentences that may end a request to change code. */
export const CODE_REQUEST_ENDINGS = [
  ...REQUEST_ENDINGS,
  "Keep the change small.",
  "Don't touch anything else.",
  "No new dependencies please.",
  "Explain briefly what was wrong.",
  "I need this before the demo.",
  "Please run the tests at the end.",
  "Be careful, this is used in production.",
  "Leave the public names as they are.",
  "Use what is already there.",
  "Stay with the standard library.",
  "Don't commit, I will review it first.",
] as const;

/** Words that may begin a request; mostly none. */
export const REQUEST_OPENERS = [
  "",
  "",
  "",
  "Hi! ",
  "Hey! ",
  "Please help: ",
  "Quick one: ",
  "Could you help me here? ",
  "I have a problem. ",
  "Next task: ",
  "Morning. ",
  "Small thing: ",
] as const;

/** Draws one of several forms of a request, perhaps with an opener before it and a wish after it. */
export function requestText(rng: Rng, ...forms: string[]): string {
  return rng.pick(REQUEST_OPENERS) + rng.pick(forms) +
    (rng.chance(0.6) ? ` ${rng.pick(CODE_REQUEST_ENDINGS)}` : "");
}
