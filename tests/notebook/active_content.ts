/** What a browser could run, fetch or send in a page; for tests of what must hold nothing of it. */

const TAG = /<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

const TAGS = new Set(
  ("html head meta title link style body a div main header nav section h1 h2 h3 h4 h5 h6 p span strong em b i u s code " +
    "pre samp kbd var mark small sub sup q abbr time del ins br wbr hr ul ol li dl dt dd blockquote table caption " +
    "colgroup col thead tbody tfoot tr th td details summary figure figcaption img").split(" "),
);
const ATTRIBUTES = new Set(
  ("lang dir title class id href rel style src alt width height colspan rowspan align scope span start open role " +
    "tabindex aria-label content name charset http-equiv download").split(" "),
);

/** Every tag, attribute and address of the HTML that is not plainly harmless. Empty is good. */
export function activeContent(html: string): string[] {
  const found: string[] = [];
  for (const [tag, name = "", attributes = ""] of html.matchAll(TAG)) {
    if (!TAGS.has(name.toLowerCase())) found.push(tag);
    for (const [, attribute = "", ...values] of attributes.matchAll(ATTRIBUTE)) {
      const value = decode(values.find((text) => text !== undefined) ?? "");
      if (!harmless(attribute.toLowerCase(), value)) {
        found.push(`${name} ${attribute}="${value.slice(0, 80)}"`);
      }
    }
  }
  return found;
}

function harmless(attribute: string, value: string): boolean {
  if (!ATTRIBUTES.has(attribute)) return false;
  switch (attribute) {
    case "src":
      return /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]+$/.test(value);
    case "href":
      return /^(?:https?:|mailto:|#|data:,$|[\w./-]+\.(?:html|ipynb)(?:#|$))/.test(value);
    case "http-equiv":
      return value === "Content-Security-Policy";
    case "style":
      return !/url|expression|import|position|image|\\|<|behavior|@/i.test(value);
    default:
      return true;
  }
}

function decode(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll(
    "&amp;",
    "&",
  );
}
