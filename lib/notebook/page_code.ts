import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "../display/escape.ts";

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("python", python);
hljs.registerLanguage("typescript", typescript);

/** Beyond this many characters code is shown without colours: highlighting is for people, not for data. */
const LIMIT = 100_000;

/** Code as HTML with `hljs-…` spans; escaped but uncoloured where the language is not known. */
export function highlightCode(code: string, language: string): string {
  if (code.length > LIMIT || !hljs.getLanguage(language)) return escapeHtml(code);
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** A block of code that scrolls in its own box, by keyboard too. `label` tells a screen reader what it is. */
export function codeBlock(code: string, language: string, label: string): string {
  const text = code.replace(/\n+$/, "");
  return `<div class="code" tabindex="0" role="group" aria-label="${escapeHtml(label)}">` +
    `<pre><code>${highlightCode(text, language)}</code></pre></div>`;
}
