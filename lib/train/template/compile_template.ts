import { parse, tokenize } from "@huggingface/jinja";
import type { BlockNode, FilterNode, TemplateNode } from "./nodes.ts";

/** The properties of a statement that hold further statements. */
const BODIES = ["body", "alternate", "defaultBlock"] as const;

type Statement = TemplateNode & Partial<Record<(typeof BODIES)[number], TemplateNode[]>>;

const GENERATION = /\{%(-?)\s*(end)?generation\s*(-?)%\}/g;

/**
 * Parses a chat template as transformers does: blocks take the line end behind them and the spaces before them with
 * them, and what `{% generation %}` marks is written like everything else.
 *
 * @param source The template's Jinja source.
 * @returns The program, with every body as one `Block`.
 * @throws {RangeError} If it cannot be parsed.
 * @see https://huggingface.co/docs/transformers/main/en/chat_templating_writing
 */
export function compileTemplate(source: string): TemplateNode {
  const plain = source.replace(/\r\n?/g, "\n").replace(
    GENERATION,
    (_, before, end, behind) => `{%${before} ${end ? "endif" : "if true"} ${behind}%}`,
  );
  try {
    return inBlocks(parse(tokenize(plain, { lstrip_blocks: true, trim_blocks: true })));
  } catch (cause) {
    throw new RangeError(`Cannot read the chat template: ${(cause as Error).message}`, { cause });
  }
}

function inBlocks(node: Statement): TemplateNode {
  for (const key of BODIES) {
    const nodes = node[key];
    if (nodes?.length) node[key] = [{ type: "Block", nodes: nodes.map(inBlocks) } as BlockNode];
  }
  // `{% filter f %}…{% endfilter %}` is `{{ block | f }}`
  if (node.type !== "FilterStatement") return node;
  const { filter } = node as Statement & Pick<FilterNode, "filter">;
  const operand = node.body?.[0] ?? { type: "Block", nodes: [] };
  return { type: "FilterExpression", operand, filter } as FilterNode;
}
