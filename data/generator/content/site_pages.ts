import { makeRng, type Rng } from "../random.ts";
import type { Element, Page } from "../tools/browser_tools.ts";
import { BLURBS, BOTTOM_LINKS, FILTERS, NEWS, TOP_LINKS, VISITORS } from "../words/page_chrome.ts";
import type { Site } from "../words/sites.ts";

/** Writes a number with the site's unit. */
export function formatValue(site: Site, n: number): string {
  return `${site.unit[0]}${n}${site.unit[1]}`;
}

/** Makes the home page of a site. */
export function homePage(site: Site): Page {
  const rng = makeRng(site.host);
  const news: Element[] = rng.sample(NEWS, 4).map((name) => ({ role: "text", name, level: 2 }));
  return {
    url: `https://${site.host}/`,
    title: site.title,
    elements: withSiteFrame(site, rng, [
      { role: "heading", name: site.title, level: 1 },
      { role: "searchbox", name: "Search", interactive: true, level: 1 },
      { role: "heading", name: "News", level: 1 },
      ...news,
      { role: "heading", name: `Looked at often`, level: 1 },
      ...rng.sample(site.items, 5).flatMap((name): Element[] => [
        { role: "image", name, level: 2 },
        { role: "text", name: `${name} – ${rng.pick(BLURBS).toLowerCase()}`, level: 2 },
      ]),
    ]),
  };
}

/** Makes one page of a list of items with their numbers; pages count from 1. */
export function listPage(
  site: Site,
  items: readonly (readonly [string, number])[],
  page: number,
  pages: number,
  section: string,
): Page {
  const slug = section.toLowerCase().replaceAll(" ", "-");
  const rng = makeRng(`${site.host}/${slug}/${page}`);
  const blurbs = rng.sample(BLURBS, items.length);
  const rows: Element[] = items.flatMap(([name, n], i): Element[] => [
    { role: "listitem", name: `${i + 1} of ${items.length}`, level: 2 },
    { role: "link", name, interactive: true, level: 3 },
    { role: "text", name: formatValue(site, n), level: 3 },
    { role: "text", name: blurbs[i % blurbs.length]!, level: 3 },
    { role: "text", name: `Rated ${rng.int(31, 50) / 10} of 5 by ${rng.int(3, 240)} visitors`, level: 3 },
    { role: "button", name: `Remember ${name}`, interactive: true, level: 3 },
    { role: "checkbox", name: `Compare ${name}`, interactive: true, level: 3 },
  ]);
  const filters: Element[] = rng.sample(FILTERS, 5).map((name) => ({
    role: "checkbox",
    name,
    interactive: true,
    level: 2,
  }));
  const more: Element[] = page < pages
    ? [{ role: "link", name: "Next page", interactive: true, level: 1 }]
    : [];
  return {
    url: `https://${site.host}/${slug}${page > 1 ? `?page=${page}` : ""}`,
    title: `${section} – ${site.title}`,
    elements: withSiteFrame(site, rng, [
      { role: "heading", name: section, level: 1 },
      { role: "link", name: "Home", interactive: true, level: 1 },
      { role: "group", name: "Filters", level: 1 },
      ...filters,
      { role: "combobox", name: "Sort by", interactive: true, level: 1 },
      { role: "list", name: section, level: 1 },
      ...rows,
      { role: "text", name: `Page ${page} of ${pages}`, level: 1 },
      ...more,
    ]),
  };
}

/** Makes the page of one item of a list. */
export function itemPage(site: Site, name: string, n: number): Page {
  const rng = makeRng(`${site.host}/item/${name}`);
  const visitors = rng.sample(VISITORS, rng.int(2, 5)).map((text): Element => ({
    role: "text",
    name: text,
    level: 2,
  }));
  return {
    url: `https://${site.host}/item/${encodeURIComponent(name.toLowerCase().replaceAll(" ", "-"))}`,
    title: `${name} – ${site.title}`,
    elements: withSiteFrame(site, rng, [
      { role: "heading", name, level: 1 },
      { role: "text", name: `${site.measure}: ${formatValue(site, n)}`, level: 1 },
      { role: "text", name: rng.pick(BLURBS), level: 1 },
      { role: "image", name: `Picture 1 of ${rng.int(2, 9)}: ${name}`, level: 1 },
      { role: "link", name: "Back to the list", interactive: true, level: 1 },
      { role: "button", name: "Save", interactive: true, level: 1 },
      { role: "button", name: "Share", interactive: true, level: 1 },
      { role: "heading", name: "What visitors say", level: 1 },
      ...visitors,
      { role: "textbox", name: "Your remark", interactive: true, level: 1 },
      { role: "button", name: "Send remark", interactive: true, level: 1 },
      { role: "heading", name: "Also in the list", level: 1 },
      ...rng.sample(site.items.filter((other) => other !== name), 4).map((other): Element => ({
        role: "link",
        name: other,
        interactive: true,
        level: 2,
      })),
    ]),
  };
}

/** Puts a page's elements between the header, side bar and footer that all pages of the site have. */
function withSiteFrame(site: Site, rng: Rng, elements: readonly Element[]): Element[] {
  const link = (name: string): Element => ({ role: "link", name, interactive: true, level: 2 });
  const top = TOP_LINKS.map(link);
  return [
    { role: "banner", name: site.title },
    { role: "navigation", name: "Main", level: 1 },
    ...[...site.sections, "About", "Contact"].filter((name) => name !== elements[0]!.name).map(link),
    ...top,
    { role: "main", name: "" },
    ...elements,
    { role: "complementary", name: "Beside" },
    { role: "heading", name: "Looked at by others", level: 1 },
    ...site.items.flatMap((name): Element[] => [
      { role: "text", name: `${name}: ${rng.pick(BLURBS).toLowerCase()}`, level: 2 },
      { role: "button", name: `Quick look at ${name}`, interactive: true, level: 2 },
    ]),
    { role: "contentinfo", name: "Footer" },
    ...BOTTOM_LINKS.map(link),
    { role: "text", name: "© 2026", level: 1 },
  ];
}
