import { Environment } from "@huggingface/jinja";
import type { ForNode, NameNode, TemplateNode } from "./nodes.ts";
import { runtimeDict, type RuntimeValue, type Scope, toRuntime } from "./runtime_value.ts";

/** `{% break %}` or `{% continue %}` on its way to the loop, with what the round has written before it. */
export class LoopExit {
  /** What the round has written. */
  written = "";
  /**
   * A way out of a round.
   *
   * @param ends Whether the whole loop ends.
   */
  constructor(readonly ends: boolean) {}
}

/** What runs a loop's parts. */
export interface LoopRunner {
  /** Evaluates an expression. */
  evaluate(node: TemplateNode, scope: Scope): RuntimeValue;
  /** What statements write. */
  write(nodes: readonly TemplateNode[], scope: Scope): string;
}

/**
 * Runs a `for` loop as Jinja does: each round has variables of its own, and what a round wrote before a `break` or a
 * `continue` stays.
 *
 * @param run What runs the loop's parts.
 * @param node The loop.
 * @param outer The variables around it.
 * @returns What it writes.
 * @throws {TypeError} If something is no list, dict or text, or an item cannot be unpacked.
 */
export function runLoop(run: LoopRunner, node: ForNode, outer: Scope): string {
  const { lhs, test } = node.iterable.type === "SelectExpression" ? node.iterable : {};
  const all = itemsOf(run.evaluate(lhs ?? node.iterable, outer));
  const scopeOf = (item: RuntimeValue) => bind(node.loopvar, item, new Environment(outer));
  const items = test ? all.filter((item) => run.evaluate(test, scopeOf(item)).__bool__().value) : all;
  if (items.length === 0) return run.write(node.defaultBlock, outer);
  let text = "";
  for (const [i, item] of items.entries()) {
    const scope = scopeOf(item);
    scope.setVariable("loop", loopVariable(items, i));
    try {
      text += run.write(node.body, scope);
    } catch (exit) {
      if (!(exit instanceof LoopExit)) throw exit;
      text += exit.written;
      if (exit.ends) break;
    }
  }
  return text;
}

function itemsOf({ type, value }: RuntimeValue): RuntimeValue[] {
  const held: unknown = value;
  if (Array.isArray(held)) return held;
  if (type === "ObjectValue") return [...(held as Map<string, RuntimeValue>).keys()].map(toRuntime);
  if (type === "StringValue") return [...held as string].map(toRuntime);
  if (type === "UndefinedValue") return [];
  throw new TypeError(`${type} cannot be looped over`);
}

function bind(loopvar: ForNode["loopvar"], item: RuntimeValue, scope: Scope): Scope {
  const names = Array.isArray(loopvar.value) ? loopvar.value : undefined;
  if (!names) {
    scope.setVariable((loopvar as NameNode).value, item);
    return scope;
  }
  const parts: unknown = item.value;
  if (!Array.isArray(parts) || parts.length !== names.length) {
    throw new TypeError(`${item.type} cannot be unpacked to ${names.length} names`);
  }
  names.forEach((name, i) => scope.setVariable(name.value, parts[i]));
  return scope;
}

function loopVariable(items: RuntimeValue[], i: number): RuntimeValue {
  const last = items.length - 1;
  const numbers = {
    index: i + 1,
    index0: i,
    revindex: last - i + 1,
    revindex0: last - i,
    length: items.length,
  };
  const known = Object.entries({ ...numbers, first: i === 0, last: i === last });
  const variable = new Map(known.map(([name, value]) => [name, toRuntime(value)]));
  variable.set("previtem", items[i - 1] ?? toRuntime(undefined));
  variable.set("nextitem", items[i + 1] ?? toRuntime(undefined));
  return runtimeDict(variable);
}
