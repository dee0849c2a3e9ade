import { tool } from "./schema.ts";

/** Schemas of the browser. */
export const BROWSER_TOOLS = [
  tool(
    "browser_navigate",
    "Open an address in the browser. Starts the session and loads the page; must come before the other browser tools. For plain reading web_search and web_extract are faster and cheaper: use the browser when a page has to be operated (clicking, forms, content that only appears afterwards).",
    { "url!": ["string", "The address to open, for example 'https://example.com'."] },
  ),
  tool(
    "browser_snapshot",
    "Get the page as a text tree of what can be read and operated. Elements have references such as @e5, which browser_click and browser_type take. full=false (the default) keeps to what can be operated, full=true gives all content. Long trees are cut or summed up. Needs browser_navigate first.",
    { full: ["boolean", "true for the whole content, false for the compact form.", { default: false }] },
  ),
  tool(
    "browser_click",
    "Click an element by its reference from the snapshot, such as '@e5'. Needs browser_navigate and browser_snapshot first.",
    {
      "ref!": ["string", "The element's reference, for example '@e5'."],
    },
  ),
  tool(
    "browser_type",
    "Type text into a field by its reference. What was in the field is cleared first. Needs browser_navigate and browser_snapshot first.",
    {
      "ref!": ["string", "The field's reference, for example '@e3'."],
      "text!": ["string", "The text to type."],
    },
  ),
  tool("browser_scroll", "Scroll the page to show what is above or below. Needs browser_navigate first.", {
    "direction!": ["string", "Where to scroll.", { enum: ["up", "down"] }],
  }),
  tool(
    "browser_back",
    "Go back to the page before in the browser's history. Needs browser_navigate first.",
    {},
  ),
  tool(
    "browser_press",
    "Press a key, for example Enter to send a form, Tab to go to the next field, or Escape. Needs browser_navigate first.",
    {
      "key!": ["string", "The key: 'Enter', 'Tab', 'Escape', 'ArrowDown' and so on."],
    },
  ),
  tool(
    "browser_get_images",
    "List the pictures of the page with their addresses and alternative texts. Useful before vision_analyze. Needs browser_navigate first.",
    {},
  ),
  tool(
    "browser_vision",
    "Take a picture of the page and have it looked at. Use it when the text tree does not tell enough: charts, layouts, pictures, puzzles. Returns the answer and the path of the picture, which can be shown to the user. Needs browser_navigate first.",
    {
      "question!": ["string", "What you want to know about the page as it looks."],
      annotate: ["boolean", "Whether to mark the elements with numbers in the picture.", { default: false }],
    },
  ),
  tool(
    "browser_console",
    "Get what the page wrote to its console, and errors of its scripts. Useful for finding out why a page does not work.",
    {
      clear: ["boolean", "Whether to empty the console afterwards.", { default: false }],
    },
  ),
  tool(
    "browser_close",
    "Close the browser session and free what it holds. Call it when the browser is no longer needed.",
    {},
  ),
];
