const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const two = (value: number) => String(value).padStart(2, "0");

const DIRECTIVES: Record<string, (at: Date) => string> = {
  "%Y": (at) => String(at.getFullYear()),
  "%y": (at) => two(at.getFullYear() % 100),
  "%m": (at) => two(at.getMonth() + 1),
  "%B": (at) => MONTHS[at.getMonth()]!,
  "%b": (at) => MONTHS[at.getMonth()]!.slice(0, 3),
  "%d": (at) => two(at.getDate()),
  "%A": (at) => DAYS[at.getDay()]!,
  "%a": (at) => DAYS[at.getDay()]!.slice(0, 3),
  "%H": (at) => two(at.getHours()),
  "%I": (at) => two((at.getHours() + 11) % 12 + 1),
  "%p": (at) => at.getHours() < 12 ? "AM" : "PM",
  "%M": (at) => two(at.getMinutes()),
  "%S": (at) => two(at.getSeconds()),
  "%%": () => "%",
};

/**
 * A date as Python's `strftime` writes it in English: local time.
 *
 * @param at The date.
 * @param format The format, such as `%d %b %Y`.
 * @returns The text; a directive that is not known stays as it is.
 * @see https://docs.python.org/3.11/library/datetime.html#strftime-and-strptime-format-codes
 */
export function strftime(at: Date, format: string): string {
  return format.replace(/%[A-Za-z%]/g, (directive) => DIRECTIVES[directive]?.(at) ?? directive);
}
