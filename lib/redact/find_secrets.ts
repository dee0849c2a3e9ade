import type { creator as preset } from "@secretlint/secretlint-rule-preset-recommend";

/** A secret in a text. */
export interface Secret {
  /** The service that issues such secrets, as secretlint names it: `github`, `aws`, `privatekey`. */
  rule: string;
  /** The secret itself. */
  text: string;
}

type Context = Parameters<typeof preset.create>[0];
type RuleCreator = Parameters<Context["registerRule"]>[0];
type RuleContext = Parameters<RuleCreator["create"]>[0];
type Report = Parameters<RuleContext["report"]>[0];

/** A text as secretlint's rules take it, under a file name that no rule knows. */
const asSource = (content: string) => ({
  content,
  filePath: "trace.txt",
  ext: ".txt",
  contentType: "text" as const,
});

/**
 * Makes a finder of secrets by secretlint's recommended rules: the shapes of the keys of some thirty services, private
 * keys, and addresses with a password. The rules are run by themselves: their own runner reads the whole environment, and
 * lets a comment in the text turn them off.
 *
 * @see https://github.com/secretlint/secretlint
 */
export async function makeSecretFinder(): Promise<(variants: readonly string[]) => Secret[]> {
  // Imported when needed: who redacts nothing need not load the rules.
  const { creator } = await import("@secretlint/secretlint-rule-preset-recommend");
  let content = "";
  let variant = "";
  let found: Secret[] = [];
  const rules: ReturnType<RuleCreator["create"]>[] = [];
  const registerRule = (rule: RuleCreator, options: Record<string, unknown> = {}) => {
    const name = rule.meta.id.split("-rule-").at(-1)!;
    const context = {
      createTranslator: () => (messageId: string, data: object) => ({ message: messageId, messageId, data }),
      report: (report: Report) => void found.push(...secretOf(name, report, variant, content)),
      ignore() {},
      sharedOptions: {},
    };
    rules.push(rule.create(context as unknown as RuleContext, options));
  };
  creator.create({ registerRule } as unknown as Context, []);
  return (variants) => {
    // No key holds an escape, so the variant without any finds all.
    [content, variant, found] = [variants[0]!, variants.at(-1)!, []];
    for (const rule of rules) rule.file?.(asSource(variant) as never);
    return found;
  };
}

/** The secret that a report names: the range that a rule reports may begin before it. */
function secretOf(rule: string, { message, range }: Report, variant: string, content: string): Secret[] {
  const named = Object.values((message as { data?: object }).data ?? {})
    .filter((value): value is string => typeof value === "string" && value.length >= 8)
    .map((value) => ({ start: variant.indexOf(value), length: value.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => b.length - a.length)[0];
  const [start, end] = named === undefined ? range : [named.start, named.start + named.length];
  // A rule that goes by a file's name reports all of it.
  return named === undefined && end - start === variant.length
    ? []
    : [{ rule, text: content.slice(start, end) }];
}
