import {
  browser,
  browserFailure,
  click,
  type Element,
  look,
  navigate,
  type Page,
  scroll,
  snapshot,
  type as typeInto,
} from "../browser_tools.ts";
import type { Episode } from "../episode.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { LIMITS, OPENERS } from "../words/projects.ts";
import { type Site, SITES } from "../words/sites.ts";

/** Reading and operating made-up web sites. */
export const BROWSING: readonly Story[] = [
  {
    category: "Browser Automation",
    subcategory: "Web Scraping",
    weight: 4,
    open: (rng) => compare(rng, false),
  },
  { category: "Multi-Tool", subcategory: "Browser & Files", weight: 3, open: (rng) => compare(rng, true) },
  { category: "Browser Automation", subcategory: "Form Filling", weight: 3, open: form },
  { category: "Browser Automation", subcategory: "Visual Checks", weight: 2, open: visual },
];

const NEEDS = ["browser_navigate"];

function value(site: Site, n: number): string {
  return `${site.unit[0]}${n}${site.unit[1]}`;
}

function homePage(site: Site): Page {
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

function listPage(
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

function compare(rng: Rng, withFile: boolean): Plan {
  const site = rng.pick(SITES);
  const section = rng.pick(site.sections);
  const items = rng.some(site.items, rng.int(4, site.items.length)).map((name) =>
    [name, rng.int(...site.range)] as const
  );
  const least = rng.chance(0.5);
  const file = `${site.things}.${rng.pick(["csv", "md", "json"])}`;
  return {
    task: `find the ${site.things} with the ${least ? "lowest" : "highest"} ${site.measure} on ${site.host}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Go to https://${site.host} and find which of the ${site.things} under "${section}" has the ${
        least ? "lowest" : "highest"
      } ${site.measure}.`,
      `Open ${site.host}, section ${section}, and list all ${site.things} with their ${site.measure}.`,
      `On ${site.host} there are ${site.things} under ${section}. Which one is ${
        least ? "lowest" : "highest"
      } in ${site.measure}, and by how much?`,
    ]) + (withFile ? ` Save the list as ${file}.` : "") + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: "/data/browser",
    notes: [
      "All pages of the list have to be read, not only the first.",
      "The details page may show another number than the list.",
      "References change with every page: take a new snapshot.",
      "Report only what the page really says.",
    ],
    needs: NEEDS,
    play(e) {
      const home = homePage(site);
      if (e.rng.chance(0.18)) {
        e.act(
          "Open the site.",
          browserFailure("browser_navigate", { url: home.url }, "Command timed out after 60 seconds"),
        );
        e.act("It timed out. Once more.", navigate(home));
      } else e.act("Open the site.", navigate(home));
      e.act("What is on the page?", snapshot(home));
      const size = Math.max(2, Math.ceil(items.length / (e.left > 12 ? 3 : 2)));
      const pages = Math.ceil(items.length / size);
      e.act(`There is a link "${section}".`, click(home, section));
      const read: (readonly [string, number])[] = [];
      for (let p = 1; p <= pages; p++) {
        const shown = items.slice((p - 1) * size, p * size);
        const page = listPage(site, shown, p, pages, section);
        if (e.rng.chance(0.5)) e.act("The list goes on below.", scroll());
        e.act(p === 1 ? "Now the list." : `Page ${p} of ${pages}.`, snapshot(page, e.rng.chance(0.4)));
        read.push(...shown);
        if (e.left > 6 && e.rng.chance(0.7)) detail(e, site, page, shown[0]!);
        for (let n = 0; n < 3 && e.left > 12 && e.rng.chance(0.5); n++) {
          e.act("Is there more further down?", scroll());
        }
        if (p < pages) e.act("There is a next page.", click(page, "Next page"));
      }
      const ranked = read.toSorted((a, b) => (least ? 1 : -1) * (a[1] - b[1]));
      const tail = ranked.slice(1).map(([name, n]) => `- ${name}: ${value(site, n)}`).join("\n");
      if (withFile) {
        const text = file.endsWith("csv")
          ? `name,${site.measure}\n${ranked.map(([name, n]) => `${name},${n}`).join("\n")}\n`
          : file.endsWith("md")
          ? `| name | ${site.measure} |\n|---|---|\n${
            ranked.map(([name, n]) => `| ${name} | ${n} |`).join("\n")
          }\n`
          : JSON.stringify(ranked.map(([name, n]) => ({ name, [site.measure]: n })), null, 2) + "\n";
        e.write(`All ${read.length} are read. Save them.`, file, text);
        if (e.rng.chance(0.7)) e.run("Check the file.", `cat ${file}`, e.sh.show(file));
      }
      if (e.rng.chance(0.3)) e.act("I am done with the browser.", browser("close", {}, { closed: true }));
      e.answer(
        `${ranked[0]![0]} has ${value(site, ranked[0]![1])}, the ${
          least ? "lowest" : "highest"
        } of all ${read.length}.`,
        `**${ranked[0]![0]}** has the ${least ? "lowest" : "highest"} ${site.measure}: **${
          value(site, ranked[0]![1])
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
  const page: Page = {
    url: `https://${site.host}/item/${encodeURIComponent(name.toLowerCase().replaceAll(" ", "-"))}`,
    title: `${name} – ${site.title}`,
    elements: [{ role: "heading", name }, { role: "text", name: `${site.measure}: ${value(site, n)}` }, {
      role: "link",
      name: "Back to the list",
      active: true,
    }, { role: "button", name: "Save", active: true }],
  };
  e.act(`Does the page of "${name}" say the same?`, click(list, name));
  e.act("Read it.", snapshot(page));
  e.act("The number is the same. Back.", browser("back", {}, { url: list.url }));
}

function form(rng: Rng): Plan {
  const [what, host, fields] = rng.pick(
    [
      ["a table for dinner", "tables.goldenfig.example", [
        ["Name", ["Reyes", "Okafor", "Lindqvist", "Sato"]],
        ["Guests", ["2", "4", "6"]],
        ["Date", ["2026-04-11", "2026-04-18", "2026-05-02"]],
        ["Time", ["18:30", "19:00", "20:15"]],
        ["Remark", ["by the window", "one child's chair", "birthday 🎂"]],
      ]],
      ["the newsletter", "news.papermill.example", [
        ["E-mail", ["desk@office.example", "reader@home.example"]],
        ["Language", ["English", "Deutsch", "日本語"]],
        ["Frequency", ["weekly", "monthly"]],
      ]],
      ["a repair", "service.wheelhouse.example", [
        ["Bicycle", ["city bike", "e-bike", "tandem"]],
        ["Fault", ["brakes squeal", "flat tyre", "gear slips"]],
        ["Day", ["Monday", "Tuesday", "Friday"]],
        ["Phone", ["555 0134", "555 0177", "555 0190"]],
      ]],
      ["a library card", "cards.cityreaders.example", [
        ["First name", ["Noor", "Elif", "Jonas", "Zoë"]],
        ["Last name", ["Haddad", "Müller", "Ngata"]],
        ["Postal code", ["10405", "8001", "00150"]],
        ["Branch", ["Centre", "Harbour", "West"]],
      ]],
      ["a support case", "help.cloudweave.example", [
        ["Subject", ["Login fails", "Invoice missing", "Slow uploads"]],
        ["Component", ["Login", "Billing", "Storage"]],
        ["Severity", ["low", "normal", "high"]],
        ["Description", ["since Monday, every time", "only with large files", "the PDF is empty"]],
      ]],
    ] as const,
  );
  const data = fields.map(([label, options]) => [label, rng.pick(options as readonly string[])] as const);
  const code = `${rng.pick(["R", "C", "N", "B"])}-${rng.int(10_000, 99_999)}`;
  return {
    task: `fill in the form for ${what} on ${host}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Please fill in the form for ${what} at https://${host}: `,
      `Use the browser to request ${what} on ${host}. `,
      `Book ${what} (https://${host}/new) with these details: `,
    ]) + data.map(([label, text]) => `${label}: ${text}`).join(", ") + "." +
      (rng.chance(0.4) ? ` ${rng.pick(LIMITS)}` : ""),
    root: "/data/browser",
    notes: [
      "Type exactly what was given.",
      "Look for messages about missing fields after sending.",
      "Only report it as sent when the page confirms it.",
    ],
    needs: NEEDS,
    most: 24,
    play(e) {
      const elements: Element[] = [
        { role: "heading", name: `Request ${what}` },
        ...data.map(([name]) => ({ role: "textbox", name, active: true })),
        { role: "checkbox", name: "I accept the terms", active: true },
        { role: "button", name: "Send", active: true },
      ];
      const page: Page = { url: `https://${host}/new`, title: `Request ${what}`, elements };
      e.act("Open the form.", navigate(page));
      e.act("Which fields are there?", snapshot(page));
      for (const [label, text] of data) e.act(`${label}: ${text}.`, typeInto(page, label, text));
      const forgot = e.rng.chance(0.45);
      if (!forgot) e.act("The terms have to be accepted.", click(page, "I accept the terms"));
      e.act("Send it.", click(page, "Send"));
      if (forgot) {
        const refused: Page = {
          ...page,
          elements: [...elements.slice(0, 1), { role: "alert", name: "Please accept the terms" }, {
            role: "text",
            name: "Your entries were kept",
          }, ...elements.slice(1)],
        };
        e.act("Was it accepted?", snapshot(refused, true));
        e.act("I overlooked the checkbox.", click(refused, "I accept the terms"));
        e.act("Send again.", click(refused, "Send"));
      }
      const done: Page = {
        url: `https://${host}/done`,
        title: "Thank you",
        elements: [{ role: "heading", name: "Thank you" }, { role: "text", name: `Your number is ${code}` }, {
          role: "link",
          name: "Home",
          active: true,
        }],
      };
      e.act("What does the page say now?", snapshot(done));
      if (e.rng.chance(0.3)) {
        e.act(
          "A picture as evidence.",
          look(
            "Does the page confirm the request?",
            `The page says "Thank you" and shows the number ${code}.`,
            e.rng.hex(12),
          ),
        );
      }
      e.answer(
        `It is confirmed with number ${code}.`,
        `Done: the request for ${what} was sent and confirmed. Your number is **${code}**.\n\n${
          data.map(([label, text]) => `- ${label}: ${text}`).join("\n")
        }${
          forgot
            ? "\n\nThe first try was refused because the terms have to be accepted; I ticked the box and sent it again."
            : ""
        }`,
      );
    },
  };
}

function visual(rng: Rng): Plan {
  const site = rng.pick(SITES);
  const width = rng.pick([360, 390, 768, 1280]);
  const faults = rng.some(
    [
      ["the menu covers the heading", "header { position: sticky; }", "give the heading a margin at the top"],
      [
        "the button text is light grey on white",
        "button { color: #ddd; }",
        "use a darker colour for the text",
      ],
      [
        "the picture at the top is not loaded",
        "img src=/img/hero.jpg 404",
        "put the file back or change the address",
      ],
      [
        "the footer overlaps the last row",
        "footer { position: absolute; }",
        "let the footer follow the content",
      ],
      ["the prices are cut off at the right edge", ".row { overflow: hidden; }", "let the row wrap"],
    ] as const,
    rng.int(1, 4),
  );
  return {
    task: `check how ${site.host} looks at ${width} pixels`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Look at https://${site.host} as on a screen of ${width} pixels and tell me what looks broken.`,
      `Visual check of ${site.host} please (${width} px wide): layout, contrast, missing pictures.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(LIMITS)}` : ""),
    root: "/data/browser",
    notes: [
      "The text tree does not show the layout: take pictures.",
      "Errors in the console often explain missing pictures.",
      "Scroll through the whole page.",
    ],
    needs: NEEDS,
    play(e) {
      const home = homePage(site);
      e.act("Open the page.", navigate(home));
      e.act(
        "A picture of the upper part.",
        look(
          "Is anything broken in this layout?",
          `The page "${site.title}" is shown. One thing is wrong: ${faults[0]![0]}.`,
          e.rng.hex(12),
        ),
      );
      for (const [fault] of faults.slice(1)) {
        e.act("Further down.", scroll());
        e.act(
          "And here?",
          look(
            "Is anything broken in this part?",
            `Another section of the page. Here ${fault}.`,
            e.rng.hex(12),
          ),
        );
      }
      const missing = faults.find(([fault]) => fault.includes("not loaded"));
      const messages = missing
        ? [{
          type: "error",
          text: "Failed to load resource: the server responded with a status of 404 (/img/hero.jpg)",
        }]
        : [];
      e.act(
        "What does the console say?",
        browser("console", {}, {
          console_messages: messages,
          js_errors: [],
          total_messages: messages.length,
          total_errors: 0,
        }),
      );
      for (const section of site.sections) {
        if (e.left < 3) break;
        const page = listPage(
          site,
          site.items.slice(0, 4).map((name, i) => [name, site.range[0] + i]),
          1,
          1,
          section,
        );
        e.act(`Do the other pages look the same? "${section}".`, click(home, section));
        e.act("Its content.", snapshot(page));
        e.act(
          "And its look.",
          look(
            "Is anything broken here?",
            `A list of ${site.things} under the heading ${section}. It looks regular.`,
            e.rng.hex(12),
          ),
        );
        if (e.left > 2) e.act("Back.", browser("back", {}, { url: home.url }));
      }
      e.answer(
        `${faults.length} fault${faults.length > 1 ? "s" : ""} on the first page.`,
        `At ${width} pixels I found ${faults.length} thing${
          faults.length > 1 ? "s" : ""
        } on ${site.host}:\n\n${
          faults.map(([fault, , advice]) =>
            `- ${fault.charAt(0).toUpperCase()}${fault.slice(1)}. Suggestion: ${advice}.`
          ).join("\n")
        }`,
      );
    },
  };
}
