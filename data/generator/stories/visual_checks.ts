import { homePage, listPage } from "../content/site_pages.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { browserCall, click, inspectScreenshot, navigate, scroll, snapshot } from "../tools/browser_tools.ts";
import { REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";
import { SITES } from "../words/sites.ts";

/** Stories of checking how pages look. */
export const VISUAL_CHECKS: readonly Story[] = [
  { category: "Browser Automation", subcategory: "Visual Checks", weight: 2, makePlan: visual },
];

const NEEDS = ["browser_navigate"];

function visual(rng: Rng): Plan {
  const site = rng.pick(SITES);
  const width = rng.pick([360, 390, 768, 1280]);
  const faults = rng.sample(
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
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Look at https://${site.host} as on a screen of ${width} pixels and tell me what looks broken.`,
      `Visual check of ${site.host} please (${width} px wide): layout, contrast, missing pictures.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: "/data/browser",
    notes: [
      "The text tree does not show the layout: take pictures.",
      "Errors in the console often explain missing pictures.",
      "Scroll through the whole page.",
    ],
    requiredTools: NEEDS,
    play(e) {
      const home = homePage(site);
      e.act("Open the page.", navigate(home));
      e.act(
        "A picture of the upper part.",
        inspectScreenshot(
          "Is anything broken in this layout?",
          `The page "${site.title}" is shown. One thing is wrong: ${faults[0]![0]}.`,
          e.rng.hex(12),
        ),
      );
      for (const [fault] of faults.slice(1)) {
        e.act("Further down.", scroll());
        e.act(
          "And here?",
          inspectScreenshot(
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
        browserCall("console", {}, {
          console_messages: messages,
          js_errors: [],
          total_messages: messages.length,
          total_errors: 0,
        }),
      );
      for (const section of site.sections) {
        if (e.stepsLeft < 3) break;
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
          inspectScreenshot(
            "Is anything broken here?",
            `A list of ${site.things} under the heading ${section}. It looks regular.`,
            e.rng.hex(12),
          ),
        );
        if (e.stepsLeft > 2) e.act("Back.", browserCall("back", {}, { url: home.url }));
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
