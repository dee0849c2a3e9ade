/** A made-up site that lists things with a number each. All addresses are under `.example`, which belongs to nobody. */
export interface Site {
  /** Host name. */
  host: string;
  /** Title of the site. */
  title: string;
  /** What the site lists, in the plural. */
  things: string;
  /** Names of the items that it lists. */
  items: readonly string[];
  /** What each item's number means. */
  measure: string;
  /** Unit that stands before or after the number; the other one is empty. */
  unit: readonly [before: string, after: string];
  /** Smallest and largest number. */
  range: readonly [number, number];
  /** Headings under which items may stand. */
  sections: readonly string[];
}

/** The sites that are visited. */
export const SITES: readonly Site[] = [
  {
    host: "shop.harborline.example",
    title: "Harborline Outdoor",
    things: "tents",
    items: [
      "Fjell 2",
      "Dune Solo",
      "Ridgeway 3",
      "Bivvy Light",
      "Nordkapp 4",
      "Meadow 2+",
      "Storm Dome",
      "Trek One",
      "Basecamp 6",
      "Ultra Zero",
    ],
    measure: "price",
    unit: ["€", ""],
    range: [89, 740],
    sections: ["Tents", "Sleeping bags", "Cookware"],
  },
  {
    host: "books.quietcorner.example",
    title: "Quiet Corner Books",
    things: "books",
    items: [
      "The Salt Road",
      "Letters to a Lighthouse",
      "Winter Orchard",
      "A Map of Small Hours",
      "Der lange Weg",
      "Café de l'Aube",
      "雨の庭",
      "Nine Bridges",
      "The Patient Gardener",
    ],
    measure: "price",
    unit: ["$", ""],
    range: [7, 45],
    sections: ["New", "Fiction", "Poetry"],
  },
  {
    host: "jobs.northboard.example",
    title: "Northboard Jobs",
    things: "openings",
    items: [
      "Data engineer",
      "Nurse (night shift)",
      "Bicycle mechanic",
      "Translator DE–EN",
      "Site reliability engineer",
      "Pastry cook",
      "Marine biologist",
      "Train driver",
    ],
    measure: "applicants",
    unit: ["", " applicants"],
    range: [2, 140],
    sections: ["Today", "This week", "Remote"],
  },
  {
    host: "status.cloudweave.example",
    title: "Cloudweave Status",
    things: "components",
    items: [
      "Object storage",
      "Queues",
      "Functions",
      "DNS",
      "Certificates",
      "Container registry",
      "Metrics",
      "Login",
    ],
    measure: "incidents",
    unit: ["", " incidents"],
    range: [0, 12],
    sections: ["Current state", "Last 90 days", "Maintenance"],
  },
  {
    host: "weather.fellside.example",
    title: "Fellside Weather",
    things: "stations",
    items: [
      "Scarth Gap",
      "Tarn House",
      "Mill Bridge",
      "High Street",
      "Old Quarry",
      "Lake Foot",
      "Zürichsee",
      "Sólheimar",
    ],
    measure: "wind",
    unit: ["", " km/h"],
    range: [3, 96],
    sections: ["Now", "Tomorrow", "Archive"],
  },
  {
    host: "recipes.copperpan.example",
    title: "Copper Pan",
    things: "recipes",
    items: [
      "Lentil stew",
      "Crème caramel",
      "Pão de queijo",
      "Miso aubergine",
      "Plum cake",
      "Borscht",
      "Focaccia",
      "Shakshuka",
      "Rösti",
    ],
    measure: "minutes",
    unit: ["", " min"],
    range: [10, 180],
    sections: ["Quick", "Baking", "Soups"],
  },
  {
    host: "packages.tinyregistry.example",
    title: "Tiny Registry",
    things: "packages",
    items: [
      "quickcsv",
      "moonclock",
      "pathglob",
      "safehtml",
      "retrying-fetch",
      "tinyvec",
      "colorgrid",
      "linefeed",
    ],
    measure: "downloads",
    unit: ["", "k a week"],
    range: [1, 900],
    sections: ["Popular", "New", "Categories"],
  },
];
