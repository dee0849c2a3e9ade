import type { Played } from "./played.ts";
import type { Rng } from "./random.ts";

/** Names under which models look for a tool that is called otherwise. */
export const WRONG_NAMES: Record<string, readonly string[]> = {
  terminal: ["bash", "shell", "run_command", "execute_command"],
  read_file: ["cat_file", "view_file", "open_file"],
  search_files: ["grep", "find_files", "list_directory"],
  write_file: ["create_file", "save_file"],
  web_search: ["search_web", "google_search"],
  patch: ["edit_file", "apply_patch"],
};

/** Words for the user that go with a call. */
export function narrate(call: Played, rng: Rng): string {
  const path = String(call.name === "search_files" ? call.args.pattern : call.args.path ?? "");
  switch (call.name) {
    case "read_file":
      return rng.pick([`Let me look at \`${path}\`:`, `Reading \`${path}\`.`, "Let me read the file first:"]);
    case "write_file":
      return rng.pick([`Creating \`${path}\`:`, `Now I'll write \`${path}\`.`, "Writing the file now:"]);
    case "patch":
      return rng.pick([`Now I'll fix \`${path}\`:`, `Applying the change to \`${path}\`.`]);
    case "search_files":
      return rng.pick([`Searching for \`${path}\`:`, "Let me find where this is used:"]);
    case "terminal":
      return rng.pick(["Let me check:", "Running it now:", "Let me see what that gives:", "Checking."]);
    default:
      return rng.pick(["Next step:", "Let me do that now.", ""]);
  }
}

/** A call as one line, for looking back. */
export function describe({ name, args, ok }: Played): string {
  const what = String(
    args.command ?? args.pattern ?? args.path ?? args.query ?? args.url ?? args.action ?? "",
  ).split("\n")[0]!;
  return `${name}${what ? ` \`${what.slice(0, 90)}\`` : ""}${ok ? "" : ", which failed"}`;
}

/** What a result says, as the model would quote it. */
export function lastText({ content }: Played): string {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return String(content);
  return String(content.output ?? content.content ?? content.snapshot ?? content.diff ?? "");
}
