import type { creator as preset } from "@secretlint/secretlint-rule-preset-recommend";

/** A secret that was found in a text. */
export interface Secret {
  /** Whose it is: `github`, `aws`, `privatekey`. */
  rule: string;
  /** The secret itself. */
  text: string;
}

type Context = Parameters<typeof preset.create>[0];
type RuleCreator = Parameters<Context["registerRule"]>[0];
type RuleContext = Parameters<RuleCreator["create"]>[0];
type Report = Parameters<RuleContext["report"]>[0];

/** What a rule is asked to look at; by its name no rule knows it. */
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
 * @returns Finds the secrets of a text, which is given in the ways to read it, as `escapeViews` gives them.
 * @see https://github.com/secretlint/secretlint
 */
export async function secretFinder(): Promise<(views: readonly string[]) => Secret[]> {
  // Imported when needed: who redacts nothing need not load the rules.
  const { creator } = await import("@secretlint/secretlint-rule-preset-recommend");
  let content = "";
  let view = "";
  let found: Secret[] = [];
  const rules: ReturnType<RuleCreator["create"]>[] = [];
  const registerRule = (rule: RuleCreator, options: Record<string, unknown> = {}) => {
    const name = rule.meta.id.split("-rule-").at(-1)!;
    const context = {
      createTranslator: () => (messageId: string, data: object) => ({ message: messageId, messageId, data }),
      report: (report: Report) => void found.push(...secretOf(name, report, view, content)),
      ignore() {},
      sharedOptions: {},
    };
    rules.push(rule.create(context as unknown as RuleContext, options));
  };
  creator.create({ registerRule } as unknown as Context, []);
  return (views) => {
    // No key holds an escape, so the view without any finds all.
    [content, view, found] = [views[0]!, views.at(-1)!, []];
    for (const rule of rules) rule.file?.(asSource(view) as never);
    return found;
  };
}

/** What a rule names as the secret in a view of the content: the range that it reports may begin before it. */
function secretOf(rule: string, { message, range }: Report, view: string, content: string): Secret[] {
  const named = Object.values((message as { data?: object }).data ?? {})
    .filter((value): value is string => typeof value === "string" && value.length >= 8)
    .map((value) => ({ start: view.indexOf(value), length: value.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => b.length - a.length)[0];
  const [start, end] = named === undefined ? range : [named.start, named.start + named.length];
  // A rule that goes by a file's name reports all of it.
  return named === undefined && end - start === view.length
    ? []
    : [{ rule, text: content.slice(start, end) }];
}
