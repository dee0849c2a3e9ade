/** The longest part of a tool's name that is shown; no API allows longer names. */
const NAME_UNITS = 64;
/** The most tools of one step that are named. */
const NAMES = 4;

/**
 * How an acting step is called: its distinct tools in alphabetical order, joined by ` + `, so that a parallel batch is one
 * step whatever its width and order. Names with white space or a quote in front are written as JSON, so that no tool can
 * pass for a batch; very long ones are cut, and behind the fourth tool stands `…`.
 *
 * @param tools The tools of its calls, in any order, at least one.
 * @returns The label, of bounded length and without line ends.
 */
export function stepLabel(tools: readonly string[]): string {
  if (tools.length === 1) return shown(tools[0]!);
  const distinct = [...new Set(tools)].sort();
  const names = distinct.slice(0, NAMES).map(shown);
  return (distinct.length > NAMES ? [...names, "…"] : names).join(" + ");
}

function shown(name: string): string {
  const short = name.length > NAME_UNITS ? `${name.slice(0, NAME_UNITS)}…` : name;
  return /^"|^$|\s/.test(short) ? JSON.stringify(short) : short;
}
