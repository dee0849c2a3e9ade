import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import {
  click,
  type Element,
  inspectScreenshot,
  navigate,
  type Page,
  snapshot,
  typeText as typeInto,
} from "../tools/browser_tools.ts";
import { BOTTOM_LINKS, FORM_EXTRAS, FORM_HINTS } from "../words/page_chrome.ts";
import { REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of filling in web forms. */
export const FORM_FILLING: readonly Story[] = [
  { category: "Browser Automation", subcategory: "Form Filling", weight: 3, makePlan: form },
];

const NEEDS = ["browser_navigate"];

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
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Please fill in the form for ${what} at https://${host}: `,
      `Use the browser to request ${what} on ${host}. `,
      `Book ${what} (https://${host}/new) with these details: `,
    ]) + data.map(([label, text]) => `${label}: ${text}`).join(", ") + "." +
      (rng.chance(0.4) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: "/data/browser",
    notes: [
      "Type exactly what was given.",
      "Look for messages about missing fields after sending.",
      "Only report it as sent when the page confirms it.",
    ],
    requiredTools: NEEDS,
    maxSteps: 24,
    play(e) {
      const elements: Element[] = [
        { role: "heading", name: `Request ${what}` },
        {
          role: "text",
          name: "Fields marked with a star are needed; everything else helps us to be quicker.",
        },
        ...data.flatMap(([name]): Element[] => [
          { role: "text", name: `${name} *`, level: 1 },
          { role: "textbox", name, interactive: true, level: 1 },
          { role: "text", name: e.rng.pick(FORM_HINTS), level: 2 },
        ]),
        ...e.rng.sample(FORM_EXTRAS, 4).map((name): Element => ({
          role: "checkbox",
          name,
          interactive: true,
          level: 1,
        })),
        { role: "checkbox", name: "I accept the terms", interactive: true },
        { role: "button", name: "Send", interactive: true },
        { role: "contentinfo", name: "Footer" },
        ...e.rng.sample(BOTTOM_LINKS, 10).map((name): Element => ({
          role: "link",
          name,
          interactive: true,
          level: 1,
        })),
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
          interactive: true,
        }],
      };
      e.act("What does the page say now?", snapshot(done));
      if (e.rng.chance(0.3)) {
        e.act(
          "A picture as evidence.",
          inspectScreenshot(
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
