import { counted } from "../../display/numbers.ts";
import { type Displayable, displayable, table } from "../../display/mod.ts";
import { pythonHead, pythonLength, type ToolCall, type ToolCallMessage } from "../../trace/mod.ts";

/** How much of a message a list shows, as in the tutorial. */
const SHOWN = 120;

/** Messages that show themselves as a table. */
export function shownMessages<M extends ToolCallMessage>(messages: M[]): M[] & Displayable {
  return displayable(messages, () => {
    const rows = messages.map(({ role, content, tool_calls = [] }) => ({
      role,
      characters: pythonLength(content),
      content: pythonHead([content, ...tool_calls.map(callLine)].filter(Boolean).join(" "), SHOWN),
    }));
    const { html, text } = table(rows, ["role", "characters", "content"], {
      caption: counted(messages.length, "message"),
    });
    return { "text/html": html.toWellFormed(), "text/plain": text };
  });
}

const callLine = ({ function: { name, arguments: given } }: ToolCall) => `${name}(${given})`;
