import ipaddr from "ipaddr.js";

/** A place in a text that says who or where somebody is. */
export interface PersonalSpan {
  /** What was found: an e-mail address, a name in the path of a home folder, an IP address. */
  kind: "email" | "home" | "ip";
  /** UTF-16 index where the finding begins. */
  start: number;
  /** UTF-16 index behind the finding. */
  end: number;
}

// Every repetition is bounded: what is searched may be hostile.
const EMAIL =
  /(?<![\\\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}([A-Za-z]{2,24})(?![\w@-])/g;
/** `logo@2x.png` is no address, nor is the account in `git@host:owner/name`. */
const FILE_ENDINGS = new Set(
  "png jpg jpeg gif svg webp ico bmp js jsx mjs ts tsx css scss json yml yaml toml lock txt html xml whl jar egg"
    .split(" "),
);

const HOME =
  /(?<![\w.~-])(?:\/(?:home|Users)\/|[A-Za-z]:\\{1,4}Users\\{1,4})([A-Za-z0-9_][\w.-]{0,63})(?=[/\\]|$|["'`\s:,;)\]}>])/g;
/** Accounts of machines and nobody's, and what routes of websites are called. */
const NOBODY = new Set(
  ("user users username your_username yourname name you me runner runneradmin ubuntu debian ec2-user node app vscode coder " +
    "jovyan sandbox agent admin root linuxbrew shared public default git www data guest test " +
    "about settings profile index page pages dashboard login static assets components contact news home")
    .split(" "),
);

const IPV4 = /(?<![\w.]|==|[A-Za-z]\/|-)\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g;
const IPV6 = /(?<![\\\w:.])(?:[0-9A-Fa-f]{0,4}:){3,7}[0-9A-Fa-f]{0,4}(?![\w:])/g;
/** Found at once where there is none: what most texts are asked instead. */
const MAYBE_IPV6 = /::|:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:/;
/** This machine, no machine, and masks of networks. */
const NO_PLACE = new Set(["loopback", "unspecified", "broadcast"]);

/**
 * Finds e-mail addresses, the names of people in the paths of home folders (the name alone), and IP addresses. Findings come
 * in no order; one may come twice, or lie in another.
 */
export function findPersonalData(variants: readonly string[]): PersonalSpan[] {
  const plain = variants.at(-1)!;
  return [
    ...!plain.includes("@") ? [] : spans(plain, EMAIL, "email", ({ 0: address, 1: ending, index }) => {
      const behind = plain.slice(index + address.length, index + address.length + 2);
      return !FILE_ENDINGS.has(ending!.toLowerCase()) && !address.startsWith("git@") &&
        !/^:[A-Za-z~/]/.test(behind);
    }),
    ...variants.flatMap((variant) =>
      spans(variant, HOME, "home", ({ 1: name }) => !NOBODY.has(name!.toLowerCase()))
    ),
    ...spans(
      plain,
      IPV4,
      "ip",
      ({ 0: address }) => ipaddr.IPv4.isValidFourPartDecimal(address) && isPlace(address),
    ),
    ...!MAYBE_IPV6.test(plain)
      ? []
      : spans(plain, IPV6, "ip", ({ 0: address }) =>
        /\d/.test(address) && ipaddr.IPv6.isValid(address) && isPlace(address)),
  ];
}

function spans(
  text: string,
  pattern: RegExp,
  kind: PersonalSpan["kind"],
  isOne: (match: RegExpMatchArray & { index: number }) => boolean,
): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  for (const match of text.matchAll(pattern)) {
    if (!isOne(match)) continue;
    const end = match.index + match[0].length;
    found.push({ kind, start: kind === "home" ? end - match[1]!.length : match.index, end });
  }
  return found;
}

function isPlace(address: string): boolean {
  return !address.startsWith("255.") && !NO_PLACE.has(ipaddr.parse(address).range());
}
