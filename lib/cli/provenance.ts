const OPEN_DATA = /^(sample(\/.*)?|hf:lambda\/hermes-agent-reasoning-traces(\/.*)?)$/;

/** Result of {@linkcode licenceOf}. */
export interface LicenceOfData {
  /** Licence as the hub spells it. */
  license: string;
  /** Licence in a sentence. */
  licenseNote: string;
}

/** Finds the licence of what is made from data: known for Tracebook's own traces, else unknown. */
export function licenceOf(data: readonly string[]): LicenceOfData {
  return data.every((word) => OPEN_DATA.test(word))
    ? { license: "apache-2.0", licenseNote: "Apache-2.0, as the traces it is made from." }
    : { license: "unknown", licenseNote: "As the traces it is made from: see where they are from." };
}

/**
 * Writes a command as a user would type it to get the same files.
 *
 * @param words The command, its data and flags; a flag whose value is undefined or false is left out.
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
