import sanitizeHtml from "sanitize-html";
import { imageFromAddress } from "./image.ts";

/** A CSS value without functions that could fetch, and without escapes that could hide one. */
const PLAIN = /^(?!.*(?:url|image|image-set|element|attr|env|expression|src|var)\s*\()[-\w\s.,%#()+*/'"]*$/i;
const LENGTH = /^-?[\d.]+(?:px|em|rem|ch|ex|pt|%|vw)?(?:\s+[\d.]+(?:px|em|rem|ch|ex|pt|%|vw)?){0,3}$/;
const WORD = /^[a-z-]+$/i;
const WORDS = /^[a-z -]+$/i;
const SPACING = /^(?:auto\b|0 auto\b|[\d.]+[a-z%]*)(?:\s+(?:auto|[\d.]+[a-z%]*)){0,3}$/i;
const ONE_LENGTH = /^(?:auto|normal|[\d.]+[a-z%]*)$/i;
const SIZE_WORD = /^(?:auto|none|(?:min|max|fit)-content)$/i;

/** Allowed values of style properties; other properties are dropped. */
const STYLES: Record<string, RegExp[]> = {
  ...each("color background background-color font font-family font-size font-weight", PLAIN),
  ...each("border border-top border-right border-bottom border-left border-color border-style", PLAIN),
  ...each("flex grid-template-columns", PLAIN),
  ...each("font-style text-align text-transform vertical-align white-space word-break overflow-wrap", WORD),
  ...each("overflow overflow-x overflow-y border-collapse flex-wrap align-items caption-side", WORD),
  ...each("font-variant-numeric", WORD),
  ...each("justify-content flex-direction list-style list-style-type text-decoration table-layout", WORDS),
  ...each("padding padding-top padding-right padding-bottom padding-left margin margin-top", SPACING),
  ...each("margin-right margin-bottom margin-left line-height letter-spacing border-radius", ONE_LENGTH),
  ...each("border-width border-spacing gap width height min-width max-width max-height", LENGTH, SIZE_WORD),
  display: [/^(?:block|inline|inline-block|flex|inline-flex|grid|table|table-row|table-cell)$/i],
  opacity: [/^[\d.]+%?$/],
  "tab-size": [/^\d+$/],
};

function each(names: string, ...values: RegExp[]): Record<string, RegExp[]> {
  return Object.fromEntries(names.split(" ").map((name) => [name, values]));
}

const TAGS = [
  "table caption colgroup col thead tbody tfoot tr th td",
  "div p pre blockquote hr ul ol li dl dt dd details summary figure figcaption img section article",
  "a abbr b br code del em i ins kbd mark q s samp small span strong sub sup time u var wbr",
].join(" ").split(" ");

type Element = { tagName: string; attribs: Record<string, string> };

const RULES = {
  allowedTags: TAGS,
  allowedAttributes: {
    "*": ["style", "title", "lang", "dir"],
    a: ["href", "rel"],
    img: ["src", "alt", "width", "height"],
    td: ["colspan", "rowspan", "align"],
    th: ["colspan", "rowspan", "align", "scope"],
    col: ["span"],
    ol: ["start"],
    details: ["open"],
  },
  allowedStyles: { "*": STYLES },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"] },
  allowProtocolRelative: false,
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "template", "iframe", "object", "title"],
  nestingLimit: 100,
  transformTags: {
    // A heading inside an output would stand in the page's own outline.
    ...Object.fromEntries(["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => [tag, asBoldLine])),
    a: outwardLink,
    img: embeddedImage,
    // Landmarks belong to the page; an output must not add its own.
    section: asDiv,
    article: asDiv,
    div: asDiv,
  },
  exclusiveFilter: ({ tag, attribs }: { tag: string; attribs: Record<string, string> }) =>
    tag === "img" && !attribs.src,
};

function asBoldLine(_tag: string, { style = "" }: Record<string, string>): Element {
  return { tagName: "div", attribs: { style: `font-weight:650;margin:0.8em 0 0.4em;${style}` } };
}

function asDiv(_tag: string, attribs: Record<string, string>): Element {
  return { tagName: "div", attribs: attribs.style ? { style: attribs.style } : {} };
}

function outwardLink(tagName: string, { href, title }: Record<string, string>): Element {
  const absolute = href !== undefined && /^(?:https?|mailto):/i.test(href);
  return {
    tagName,
    attribs: absolute ? { href, rel: "noreferrer nofollow", ...(title ? { title } : {}) } : {},
  };
}

function embeddedImage(tagName: string, attribs: Record<string, string>): Element {
  const image = imageFromAddress(attribs.src ?? "");
  const { width, height, style } = attribs;
  const size = Object.fromEntries(
    Object.entries({ width, height, style }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  return { tagName, attribs: image ? { src: image.source, alt: attribs.alt ?? "", ...size } : {} };
}

/**
 * Reduces HTML of an output to what can only be read: text, tables, details, lists, links to the web
 * and pictures inside the document. Scripts, handlers, forms, frames, style sheets, classes, ids, positions
 * and every address that a browser would fetch by itself are gone. What is left reads the same again: HTML that nests
 * wrongly is put right until it does.
 */
export function sanitizeOutputHtml(html: string): string {
  let safe = sanitizeOnce(html);
  for (let pass = 1; pass < MAX_PASSES; pass++) {
    const again = sanitizeOnce(safe);
    if (again === safe) break;
    safe = again;
  }
  return safe;
}

/** Two are the rule, three what wrong nesting needs; each leaves nothing active by itself. */
const MAX_PASSES = 8;

function sanitizeOnce(html: string): string {
  // A heading without words heads nothing, and a screen reader would still announce it.
  return String(sanitizeHtml(html, RULES)).replace(
    /<th\b([^<>]*)>\s*<\/th>/g,
    (_, attributes: string) => `<td${attributes.replace(/ scope="[^"]*"/, "")}></td>`,
  );
}

/**
 * Whether HTML sets text or background colours of its own. Such HTML was made for a light background and is shown on one;
 * what inherits, or uses the half grey that reads on both, follows the page.
 */
export function hasOwnColours(html: string): boolean {
  return [...html.matchAll(/(?:"|;)\s*(?:color|background|background-color)\s*:\s*([^;"]+)/gi)]
    .some(([, value = ""]) =>
      !/^(?:inherit|transparent|none|currentcolor|rgba\(128,\s?128,\s?128)/i.test(value)
    );
}
