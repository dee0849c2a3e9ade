import type { Element, Page } from "./browser_tools.ts";
import type { Site } from "./words/sites.ts";

/** A number as the site writes it. */
export function value(site: Site, n: number): string {
  return `${site.unit[0]}${n}${site.unit[1]}`;
}

/** The first page of a site. */
export function homePage(site: Site): Page {
  const links: Element[] = [...site.sections, "About", "Contact"].map((name) => ({
    role: "link",
    name,
    active: true,
  }));
  return {
    url: `https://${site.host}/`,
    title: site.title,
    elements: [
      { role: "heading", name: site.title },
      { role: "searchbox", name: "Search", active: true },
      ...links,
      { role: "text", name: "© 2026" },
    ],
  };
}

/** One page of a list of things with their numbers. */
export function listPage(
  site: Site,
  items: readonly (readonly [string, number])[],
  page: number,
  pages: number,
  section: string,
): Page {
  const slug = section.toLowerCase().replaceAll(" ", "-");
  const rows: Element[] = items.flatMap((
    [name, n],
  ): Element[] => [{ role: "link", name, active: true }, { role: "text", name: value(site, n) }]);
  const more: Element[] = page < pages ? [{ role: "link", name: "Next page", active: true }] : [];
  return {
    url: `https://${site.host}/${slug}${page > 1 ? `?page=${page}` : ""}`,
    title: `${section} – ${site.title}`,
    elements: [{ role: "heading", name: section }, { role: "link", name: "Home", active: true }, ...rows, {
      role: "text",
      name: `Page ${page} of ${pages}`,
    }, ...more],
  };
}
