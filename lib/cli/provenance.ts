const OPEN_DATA = /^(sample(\/.*)?|hf:lambda\/hermes-agent-reasoning-traces(\/.*)?)$/;

/** What a card says of the licence. */
export interface LicenceWords {
  /** Licence as the hub spells it. */
  license: string;
  /** Licence in a sentence. */
  licenseNote: string;
}

/** The licence of what is made from data. */
export function licenceOf(data: readonly string[]): LicenceWords {
  return data.every((word) => OPEN_DATA.test(word))
    ? { license: "apache-2.0", licenseNote: "Apache-2.0, as the traces it is made from." }
    : { license: "unknown", licenseNote: "As the traces it is made from: see where they are from." };
}

/**
 * A command as it would be typed again.
 *
 * @param words The command, its data and flags; flags that are undefined are left out with their names.
 */
export function commandLine(
  ...words: readonly (string | readonly [flag: string, value?: unknown])[]
): string {
  const all = words.flatMap((word) => {
    if (typeof word === "string") return [word];
    const [flag, value] = word;
    if (value === undefined || value === false) return [];
    return value === true ? [flag] : [flag, String(value)];
  });
  return ["deno task traces", ...all.map(quoted)].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
