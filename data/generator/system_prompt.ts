import { spacedJson } from "../../lib/python/mod.ts";
import type { Category } from "./profile.ts";
import { AGENT_TOOLS } from "./schemas/agent_schemas.ts";
import { BROWSER_TOOLS } from "./schemas/browser_schemas.ts";
import { FILE_TOOLS } from "./schemas/file_schemas.ts";
import type { ToolSchema } from "./schemas/schema.ts";
import { SHELL_TOOLS } from "./schemas/shell_tools.ts";
import { SKILL_TOOLS } from "./schemas/skill_schemas.ts";
import { WEB_TOOLS } from "./schemas/web_schemas.ts";

/** A set of tools with the texts that show them. */
export interface Toolset {
  /** Names of the tools, sorted. */
  names: readonly string[];
  /** Schemas of the tools as one JSON text: the `tools` column. */
  json: string;
  /** Text of the system turn. */
  prompt: string;
}

const CORE = [...SHELL_TOOLS, ...FILE_TOOLS, ...AGENT_TOOLS, ...SKILL_TOOLS];
const LOCAL = makeToolset(CORE);
const WEB = makeToolset([...CORE, ...WEB_TOOLS]);
const FULL = makeToolset([...CORE, ...WEB_TOOLS, ...BROWSER_TOOLS]);
const PLAIN = makeToolset(
  CORE.filter(({ function: { name } }) => name !== "cronjob" && name !== "delegate_task"),
);

const TOOLSETS_BY_CATEGORY: Record<Category, readonly (readonly [Toolset, number])[]> = {
  "Terminal & Coding": [[LOCAL, 6], [PLAIN, 3], [WEB, 2]],
  "Agent Tools": [[LOCAL, 5], [WEB, 4]],
  "Repository Tasks": [[LOCAL, 6], [PLAIN, 4], [WEB, 1]],
  "Browser Automation": [[FULL, 1]],
  "Multi-Tool": [[FULL, 5], [WEB, 4]],
  "File Operations": [[LOCAL, 5], [PLAIN, 5]],
  "Scheduling": [[LOCAL, 3], [WEB, 2]],
  "Planning & Organization": [[LOCAL, 3], [WEB, 2]],
  "Conversational": [[LOCAL, 2], [WEB, 1], [FULL, 1]],
};

/** Returns the toolsets, with weights, that a category's traces may have and that hold all `needs`; never an empty list. */
export function toolsetsFor(
  category: Category,
  needs: readonly string[],
): readonly (readonly [Toolset, number])[] {
  const fit = TOOLSETS_BY_CATEGORY[category].filter(([set]) =>
    needs.every((name) => set.names.includes(name))
  );
  if (fit.length > 0) return fit;
  return [[[LOCAL, WEB].find((set) => needs.every((name) => set.names.includes(name))) ?? FULL, 1]];
}

function makeToolset(schemas: readonly ToolSchema[]): Toolset {
  const sorted = [...schemas].sort((a, b) => a.function.name < b.function.name ? -1 : 1);
  const json = spacedJson(sorted);
  return { names: sorted.map(({ function: { name } }) => name), json, prompt: promptWith(json) };
}

/** Returns the system turn around the schemas: the Hermes function-calling prompt in other words. */
function promptWith(json: string): string {
  return `You are a function calling AI model. The functions that you may use are described inside <tools> </tools> tags. ` +
    `Call one or more of them when that helps with what the user asks, and simply answer in words when none of them does. ` +
    `Never make up values for parameters. After the functions have run, their results are given to you inside ` +
    `<tool_response> </tool_response> tags. These are the functions:\n<tools>\n${json}\n</tools>\n` +
    `Each call is one JSON object that follows this schema:\n` +
    `{'title': 'FunctionCall', 'type': 'object', 'properties': {'name': {'title': 'Name', 'type': 'string'}, ` +
    `'arguments': {'title': 'Arguments', 'type': 'object'}}, 'required': ['name', 'arguments']}\n` +
    `Each function call should be enclosed within <tool_call> </tool_call> tags.\nExample:\n` +
    `<tool_call>\n{'name': <function-name>,'arguments': <args-dict>}\n</tool_call>`;
}
