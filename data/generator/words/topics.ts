/** A topic to look up or explain, with true statements about it. */
export interface Topic {
  /** Name, as it stands in a sentence. */
  name: string;
  /** Name, as it stands in a URL. */
  slug: string;
  /** Made-up hosts that write about it. */
  hosts: readonly string[];
  /** True statements about it, a sentence each. */
  facts: readonly string[];
}

const HOSTS = [
  "notes.deepstack.example",
  "learn.opentrail.example",
  "wiki.makerhall.example",
  "blog.quietserver.example",
] as const;

function topic(name: string, slug: string, ...facts: string[]): Topic {
  return { name, slug, hosts: HOSTS, facts };
}

/** The topics. */
export const TOPICS: readonly Topic[] = [
  topic(
    "write-ahead logging in SQLite",
    "sqlite-wal",
    "In WAL mode changes are appended to a separate file first, so readers do not block the writer.",
    "There is still only one writer at a time.",
    "A checkpoint moves the pages from the log back into the database.",
    "The database, the -wal and the -shm file belong together and must be copied together.",
  ),
  topic(
    "idempotency keys",
    "idempotency",
    "A client sends the same key with every repeat of a request.",
    "The server stores the first answer under the key and returns it again.",
    "That makes it safe to retry a payment after a timeout.",
    "Keys have to expire at some time, or the store grows for ever.",
  ),
  topic(
    "content security policy",
    "csp",
    "The policy is a response header that tells the browser where scripts may come from.",
    "Inline scripts are blocked unless a nonce or a hash allows them.",
    "A report-only header lets one test a policy without breaking pages.",
    "frame-ancestors decides who may embed the page.",
  ),
  topic(
    "the CAP theorem",
    "cap",
    "When the network is split, a system has to give up either consistency or availability.",
    "Without a split it can have both.",
    "Many databases let each request choose.",
    "Latency is the price of consistency even without a split.",
  ),
  topic(
    "how compost works",
    "compost",
    "Bacteria and fungi break down plant matter when there is air and moisture.",
    "Brown material gives carbon, green material nitrogen.",
    "A pile that smells is too wet or has too little air.",
    "In a hot pile seeds of weeds die.",
  ),
  topic(
    "HTTP caching",
    "http-caching",
    "Cache-Control says who may keep an answer and for how long.",
    "An ETag lets the client ask whether its copy is still good.",
    "Answers that depend on a header need Vary.",
    "Immutable assets can be kept for a year when their name holds a hash.",
  ),
  topic(
    "tides",
    "tides",
    "The moon's gravity pulls more on the near side of the earth than on the far side.",
    "That is why most coasts have two high tides a day.",
    "Sun and moon in line give spring tides.",
    "The shape of a bay can make the tide much higher.",
  ),
  topic(
    "public key cryptography",
    "public-keys",
    "Everybody has two keys that belong together.",
    "What is locked with the public one can only be opened with the private one.",
    "Signing goes the other way round.",
    "The hard part is knowing whose key it is.",
  ),
  topic(
    "Unicode normalisation",
    "unicode-normalisation",
    "The letter é can be one code point or an e followed by an accent: é.",
    "NFC joins such pairs, NFD takes them apart.",
    "Texts should be normalised before they are compared.",
    "Emoji such as 👩‍🔬 are several code points that are shown as one.",
  ),
  topic(
    "bread with sourdough",
    "sourdough",
    "Wild yeast makes the dough rise and bacteria make it sour.",
    "A cool place slows the yeast more than the bacteria.",
    "Long fermentation gives more taste.",
    "The starter has to be fed with flour and water.",
  ),
  topic(
    "database indexes",
    "indexes",
    "An index is a sorted copy of a column with pointers to the rows.",
    "It makes reading faster and writing slower.",
    "The order of columns in a joint index matters.",
    "A function around the column keeps the index from being used.",
  ),
  topic(
    "heat pumps",
    "heat-pumps",
    "A heat pump moves heat instead of making it.",
    "From one unit of electricity it gives three or four of heat.",
    "It works best with a low flow temperature.",
    "Even cold air holds heat that can be used.",
  ),
  topic(
    "garbage collection",
    "garbage-collection",
    "A collector frees what can no longer be reached from the program.",
    "Most objects die young, so young ones are looked at more often.",
    "Short pauses cost throughput.",
    "A cache without a limit is a leak that no collector finds.",
  ),
  topic(
    "right-to-left text",
    "rtl",
    "Arabic (العربية) and Hebrew (עברית) are written from right to left.",
    "Numbers inside them still run from left to right.",
    "Layout should use start and end instead of left and right.",
    "Mixed lines are ordered by the bidirectional algorithm.",
  ),
  topic(
    "leap seconds",
    "leap-seconds",
    "The earth does not turn evenly, so clocks are corrected now and then.",
    "A leap second makes a minute of 61 seconds.",
    "Many services spread it over a day instead.",
    "It is planned to give them up by 2035.",
  ),
  topic(
    "merge and rebase",
    "merge-rebase",
    "A merge keeps both lines of history and joins them.",
    "A rebase writes the commits anew on top of another line.",
    "Never rebase what others already have.",
    "A rebase gives a straight history that is easy to bisect.",
  ),
];

/** Questions for advice with an answer each. */
export const QUESTIONS: readonly (readonly [question: string, answer: string])[] = [
  [
    "Should I use a spreadsheet or a database for my inventory?",
    "Start with a spreadsheet while one person edits it and it has fewer than a few thousand rows. As soon as two people write at once, or you need to know who changed what, move to a small database such as SQLite with a form in front.",
  ],
  [
    "How do I start writing tests for old code?",
    "Begin where it hurts: write a test that shows the last bug you had, then fix it. Before you change anything else, pin down what the code does now with a few tests of its outer behaviour. Do not aim at a percentage.",
  ],
  [
    "Tabs or spaces?",
    "Whatever the project already uses, enforced by a formatter. The choice matters far less than never talking about it again.",
  ],
  [
    "What is a good first programming language?",
    "Python, if you have no reason for another: little to set up, readable, useful for many things. If you mainly want to make web pages, take JavaScript.",
  ],
  [
    "How should I name my backups?",
    "Date first, in the form 2026-03-31, then what it is, then where it came from. Sorted by name they are then sorted by time. And restore one now and then, or you do not have backups.",
  ],
  [
    "How do I keep meetings short?",
    "Write the question that the meeting has to answer into the invitation. When it is answered, end it. Everything that only informs goes into a message instead.",
  ],
  [
    "Is it worth learning regular expressions?",
    "Yes, the simple half of them: classes, repetition, groups, anchors. That takes an afternoon and pays off for years. When an expression no longer fits into one line, write a small parser.",
  ],
  [
    "Should I work with one big repository or several?",
    "One, until it hurts. Changes that belong together stay together and there is one set of tools. Split when parts have different owners and different release dates.",
  ],
];
