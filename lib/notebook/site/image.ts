import { Buffer } from "node:buffer";
import sanitizeHtml from "sanitize-html";

/**
 * A picture that a page may hold: its bytes as a `data:` URI, and its size where it is a PNG.
 */
export interface PageImage {
  /** Bytes of the picture as `data:image/…;base64,…`. */
  source: string;
  /** Width in pixels; absent where it is not known. */
  width?: number;
  /** Height in pixels; absent where it is not known. */
  height?: number;
}

const SIGNATURES: Record<string, RegExp> = {
  "image/png": /^iVBORw0KGgo/,
  "image/jpeg": /^\/9j\//,
  "image/gif": /^R0lGOD/,
  "image/webp": /^UklGR/,
};

/** SVG elements that are kept: shapes, text, gradients. No script, style, link, foreign content or animation. */
const SVG_TAGS = [
  "svg g defs title desc path rect circle ellipse line polyline polygon text tspan",
  "clipPath mask marker pattern linearGradient radialGradient stop",
].join(" ").split(" ");

const SVG_ATTRIBUTES = [
  "xmlns version viewBox preserveAspectRatio id class width height x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy",
  "d points transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray",
  "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity clip-path clip-rule",
  "clipPathUnits mask maskUnits marker-start marker-mid marker-end markerWidth markerHeight refX refY orient",
  "gradientUnits gradientTransform offset stop-color stop-opacity patternUnits patternTransform",
  "font-family font-size font-style font-weight text-anchor dominant-baseline letter-spacing rotate role",
].join(" ").split(" ");

const SVG_RULES = {
  allowedTags: SVG_TAGS,
  allowedAttributes: { "*": SVG_ATTRIBUTES },
  nonTextTags: ["script", "style", "foreignObject", "iframe", "textarea", "option"],
  parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
  parseStyleAttributes: false,
  // Only references within the drawing stay: `url(#gradient)`, never another address.
  transformTags: { "*": withoutAddresses },
};

function withoutAddresses(tagName: string, attribs: Record<string, string>) {
  const own = Object.entries(attribs).filter(([, value]) =>
    !/url\s*\(/i.test(value) || /^\s*url\(\s*["']?#[\w-]+["']?\s*\)\s*$/i.test(value)
  );
  return { tagName, attribs: Object.fromEntries(own) };
}

/**
 * Turns an image output into a `data:` URI that is nothing but a picture; `undefined` if it is not one.
 * Bitmaps must be base64 and begin as their type does; a drawing (SVG) keeps shapes and text only.
 */
export function imageFromOutput(type: string, data: string): PageImage | undefined {
  if (type === "image/svg+xml") return svgImage(data);
  const base64 = data.replace(/\s+/g, "");
  if (!SIGNATURES[type]?.test(base64) || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const source = `data:${type};base64,${base64}`;
  return type === "image/png" ? { source, ...pngSize(base64) } : { source };
}

/** Reads the picture of an address in a document; `undefined` unless it is a `data:` URI of a picture. */
export function imageFromAddress(address: string): PageImage | undefined {
  const match = /^\s*data:(image\/[a-z+]+)((?:;[^,;]*)*),([\s\S]*)$/i.exec(address);
  if (!match) return undefined;
  const [, type = "", parameters = "", body = ""] = match;
  const base64 = /;\s*base64\s*$/i.test(parameters);
  if (type.toLowerCase() !== "image/svg+xml") {
    return base64 ? imageFromOutput(type.toLowerCase(), body) : undefined;
  }
  try {
    return svgImage(base64 ? Buffer.from(body, "base64").toString("utf8") : decodeURIComponent(body));
  } catch {
    // A malformed percent escape: not an address that a browser would show either.
    return undefined;
  }
}

function svgImage(svg: string): PageImage | undefined {
  // XML allows no control characters: with one of them a browser shows nothing of the drawing.
  // deno-lint-ignore no-control-regex
  const clean = String(sanitizeHtml(svg, SVG_RULES)).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "");
  const start = clean.search(/<svg[\s>]/);
  const end = clean.lastIndexOf("</svg>");
  if (start < 0 || end < start) return undefined;
  // Without its namespace a browser reads the drawing as unknown XML and shows nothing.
  const named = clean.slice(start, end + 6)
    .replace(/^<svg(?![^>]*\sxmlns=)/, `<svg xmlns="http://www.w3.org/2000/svg"`);
  return { source: `data:image/svg+xml;base64,${Buffer.from(named, "utf8").toString("base64")}` };
}

/** Reads width and height from bytes 16 to 23 of a PNG file. @see https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(base64: string): { width: number; height: number } | undefined {
  const head = Buffer.from(base64.slice(0, 32), "base64");
  if (head.length < 24) return undefined;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}
