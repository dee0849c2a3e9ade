import { formatValue, homePage, itemPage, listPage } from "../content/site_pages.ts";
import type { Episode } from "../episode/episode.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import {
  browserCall,
  click,
  failedBrowserCall,
  navigate,
  type Page,
  scroll,
  snapshot,
} from "../tools/browser_tools.ts";
import { REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";
import { type Site, SITES } from "../words/sites.ts";

/** Stories of reading lists on made-up sites. */
export const SITE_READING: readonly Story[] = [
  {
    category: "Browser Automation",
    subcategory: "Web Scraping",
    weight: 4,
    makePlan: (rng) => compare(rng, false),
  },
  {
    category: "Multi-Tool",
    subcategory: "Browser & Files",
    weight: 3,
    makePlan: (rng) => compare(rng, true),
  },
];

const NEEDS = ["browser_navigate"];

function compare(rng: Rng, withFile: boolean): Plan {
  const site = rng.pick(SITES);
  const section = rng.pick(site.sections);
  const items = rng.sample(site.items, rng.int(4, site.items.length)).map((name) =>
    [name, rng.int(...site.range)] as const
  );
  const least = rng.chance(0.5);
  const file = `${site.things}.${rng.pick(["csv", "md", "json"])}`;
  return {
    task: `find the ${site.things} with the ${least ? "lowest" : "highest"} ${site.measure} on ${site.host}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Go to https://${site.host} and find which of the ${site.things} under "${section}" has the ${
        least ? "lowest" : "highest"
      } ${site.measure}.`,
      `Open ${site.host}, section ${section}, and list all ${site.things} with their ${site.measure}.`,
      `On ${site.host} there are ${site.things} under ${section}. Which one is ${
        least ? "lowest" : "highest"
      } in ${site.measure}, and by how much?`,
    ]) + (withFile ? ` Save the list as ${file}.` : "") +
      (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: "/data/browser",
    notes: [
      "All pages of the list have to be read, not only the first.",
      "The details page may show another number than the list.",
      "References change with every page: take a new snapshot.",
      "Report only what the page really says.",
    ],
    requiredTools: NEEDS,
    play(e) {
      const home = homePage(site);
      if (e.rng.chance(0.18)) {
        e.act(
          "Open the site.",
          failedBrowserCall("browser_navigate", { url: home.url }, "Command timed out after 60 seconds"),
        );
        e.act("It timed out. Once more.", navigate(home));
      } else e.act("Open the site.", navigate(home));
      e.act("What is on the page?", snapshot(home));
      const size = Math.max(2, Math.ceil(items.length / (e.stepsLeft > 12 ? 3 : 2)));
      const pages = Math.ceil(items.length / size);
      e.act(`There is a link "${section}".`, click(home, section));
      const read: (readonly [string, number])[] = [];
      for (let p = 1; p <= pages; p++) {
        const shown = items.slice((p - 1) * size, p * size);
        const page = listPage(site, shown, p, pages, section);
        if (e.rng.chance(0.5)) e.act("The list goes on below.", scroll());
        e.act(p === 1 ? "Now the list." : `Page ${p} of ${pages}.`, snapshot(page, e.rng.chance(0.4)));
        read.push(...shown);
        if (e.stepsLeft > 6 && e.rng.chance(0.7)) detail(e, site, page, shown[0]!);
        for (let n = 0; n < 3 && e.stepsLeft > 12 && e.rng.chance(0.5); n++) {
          e.act("Is there more further down?", scroll());
        }
        if (p < pages) e.act("There is a next page.", click(page, "Next page"));
      }
      const ranked = read.toSorted((a, b) => (least ? 1 : -1) * (a[1] - b[1]));
      const tail = ranked.slice(1).map(([name, n]) => `- ${name}: ${formatValue(site, n)}`).join("\n");
      if (withFile) {
        const text = file.endsWith("csv")
          ? `name,${site.measure}\n${ranked.map(([name, n]) => `${name},${n}`).join("\n")}\n`
          : file.endsWith("md")
          ? `| name | ${site.measure} |\n|---|---|\n${
            ranked.map(([name, n]) => `| ${name} | ${n} |`).join("\n")
          }\n`
          : JSON.stringify(ranked.map(([name, n]) => ({ name, [site.measure]: n })), null, 2) + "\n";
        e.write(`All ${read.length} are read. Save them.`, file, text);
        if (e.rng.chance(0.7)) e.run("Check the file.", `cat ${file}`, e.shell.show(file));
      }
      if (e.rng.chance(0.3)) e.act("I am done with the browser.", browserCall("close", {}, { closed: true }));
      e.answer(
        `${ranked[0]![0]} has ${formatValue(site, ranked[0]![1])}, the ${
          least ? "lowest" : "highest"
        } of all ${read.length}.`,
        `**${ranked[0]![0]}** has the ${least ? "lowest" : "highest"} ${site.measure}: **${
          formatValue(site, ranked[0]![1])
        }**, ${Math.abs(ranked[1]![1] - ranked[0]![1])} ${
          least ? "less" : "more"
        } than the next. The others under "${section}":\n\n${tail}${
          withFile ? `\n\nThe list is saved as \`${file}\`.` : ""
        }`,
      );
    },
  };
}

function detail(e: Episode, site: Site, list: Page, [name, n]: readonly [string, number]): void {
  const page = itemPage(site, name, n);
  e.act(`Does the page of "${name}" say the same?`, click(list, name));
  e.act("Read it.", snapshot(page));
  e.act("The number is the same. Back.", browserCall("back", {}, { url: list.url }));
}
