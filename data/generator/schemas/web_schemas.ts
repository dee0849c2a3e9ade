import { tool } from "./schema.ts";

/** Schemas of searching the web and reading its pages. */
export const WEB_TOOLS = [
  tool(
    "web_search",
    "Search the web for something. Returns up to five results with title, address and description. To read a page, use web_extract.",
    {
      "query!": ["string", "What to look for."],
    },
  ),
  tool(
    "web_extract",
    "Read web pages: returns their contents as Markdown. PDF addresses can be given too. Short pages come whole, longer ones summed up, very long ones are refused. If an address fails or takes too long, open it with the browser instead.",
    {
      "urls!": ["array", "The addresses to read (at most five a call).", {
        items: { type: "string" },
        maxItems: 5,
      }],
    },
  ),
  tool(
    "vision_analyze",
    "Look at a picture and answer a question about it. Takes a web address or a local file. Returns a full description together with the answer.",
    {
      "image_url!": ["string", "The picture: an http or https address, or the path of a file."],
      "question!": ["string", "What you want to know. A full description is always given as well."],
    },
  ),
  tool(
    "send_message",
    "Send a message to a person or a channel on a connected platform, or list the places that can be reached. When the user names a place, list them first instead of guessing its name. What you answer here already reaches the user: do not send that again.",
    {
      action: ["string", "'send' (default) sends, 'list' returns the places.", { enum: ["send", "list"] }],
      target: ["string", "Where to: 'platform' for its home channel, 'platform:#name' or 'platform:id'."],
      message: ["string", "The text of the message."],
    },
  ),
];
