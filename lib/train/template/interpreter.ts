import { Environment, Interpreter } from "@huggingface/jinja";
import { type CallArguments, FILTERS, printed } from "./filters.ts";
import type {
  BinaryNode,
  BlockNode,
  CallNode,
  FilterNode,
  ForNode,
  HeldNode,
  MemberNode,
  NamedArgumentNode,
  NameNode,
  TemplateNode,
  TestNode,
} from "./nodes.ts";
import {
  runtimeDict,
  type RuntimeValue,
  sameValue,
  type Scope,
  toPython,
  toRuntime,
} from "./runtime_value.ts";
import { STRING_METHODS } from "./string_methods.ts";

/** Thrown by `{% break %}` and `{% continue %}` up to the loop, with the text that the round wrote before. */
class LoopExit {
  /** The text that the round wrote. */
  written = "";
  /**
   * A way out of a round.
   *
   * @param ends Whether the whole loop ends.
   */
  constructor(readonly ends: boolean) {}
}

/** Runs a loop's parts. */
interface LoopRunner {
  /** Evaluates an expression. */
  evaluate(node: TemplateNode, scope: Scope): RuntimeValue;
  /** Returns the text that statements write. */
  write(nodes: readonly TemplateNode[], scope: Scope): string;
}

/**
 * Runs a `for` loop as Jinja does: each round has variables of its own, and what a round wrote before a
 * `break` or a `continue` stays. Throws `TypeError` if something is no list, dict or text, or an item cannot
 * be unpacked.
 */
function runLoop(run: LoopRunner, node: ForNode, outer: Scope): string {
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

type Rule<Node> = (run: PythonInterpreter, node: Node, scope: Scope) => RuntimeValue;

/** Kinds of statements that write nothing. */
const SILENT = new Set(["Set", "Macro", "Comment"]);

/**
 * The interpreter of `@huggingface/jinja`, made to write what Jinja writes in Python: every node goes through
 * `evaluate`, and those that it would treat otherwise have a rule here.
 */
export class PythonInterpreter extends Interpreter {
  /** Evaluates a node by its rule, or as the interpreter does. */
  override evaluate(node: Parameters<Interpreter["evaluate"]>[0], scope: Scope): RuntimeValue {
    const rule = node && RULES.get(node.type);
    return rule ? rule(this, node, scope) : this.asIs(node, scope);
  }

  /** Evaluates a node as the interpreter itself does. */
  asIs(node: TemplateNode | undefined, scope: Scope): RuntimeValue {
    return super.evaluate(node, scope);
  }

  /** Returns the text that statements and texts in a row write. */
  write(nodes: readonly TemplateNode[], scope: Scope): string {
    let text = "";
    for (const node of nodes) {
      try {
        const value = this.evaluate(node, scope);
        if (!SILENT.has(node.type)) text += printed(value);
      } catch (exit) {
        if (exit instanceof LoopExit) exit.written = text + exit.written;
        throw exit;
      }
    }
    return text;
  }

  /** Evaluates the arguments of a call. */
  call(args: readonly TemplateNode[], scope: Scope): CallArguments {
    const call: CallArguments = { positional: [], named: new Map() };
    for (const arg of args) {
      if (arg.type === "KeywordArgumentExpression") {
        const { key, value } = arg as NamedArgumentNode;
        call.named.set(key.value, this.evaluate(value, scope));
      } else call.positional.push(this.evaluate(arg, scope));
    }
    return call;
  }
}

const held = (value: RuntimeValue): HeldNode<RuntimeValue> => ({ type: "Held", held: value });

const applyFilter: Rule<FilterNode> = (run, node, scope) => {
  const { filter } = node;
  const [name, args] = "callee" in filter ? [filter.callee.value, filter.args] : [filter.value, []];
  const operand = run.evaluate(node.operand, scope);
  return FILTERS.get(name)?.(operand, run.call(args, scope)) ??
    run.asIs({ ...node, operand: held(operand) } as TemplateNode, scope);
};

/** Evaluates the value whose member is read; throws if it is undefined. */
function ownerOf(run: PythonInterpreter, node: MemberNode, scope: Scope): RuntimeValue {
  const owner = run.evaluate(node.object, scope);
  if (owner.type !== "UndefinedValue") return owner;
  const name = node.computed ? "a member" : `"${node.property.value}"`;
  throw new TypeError(`${name} is asked of an undefined value`);
}

const member: Rule<MemberNode> = (run, node, scope) =>
  run.asIs({ ...node, object: held(ownerOf(run, node, scope)) } as TemplateNode, scope);

/** The function that returns the date to templates. */
const TODAY = "strftime_now";

const call: Rule<CallNode> = (run, node, scope) => {
  const { callee } = node;
  if (!("property" in callee)) {
    if (callee.value === TODAY && scope.lookupVariable(TODAY).type === "UndefinedValue") {
      throw new RangeError("it writes today's date, so pass a date as `now`");
    }
    return run.asIs(node, scope);
  }
  const owner = ownerOf(run, callee, scope);
  const text = owner.type === "StringValue" && !callee.computed;
  const method = text ? STRING_METHODS.get(callee.property.value) : undefined;
  if (!method) {
    return run.asIs({ ...node, callee: { ...callee, object: held(owner) } } as TemplateNode, scope);
  }
  const { positional, named } = run.call(node.args, scope);
  return toRuntime(method(owner.value as string, ...[...positional, ...named.values()].map(toPython)));
};

const OPERATORS = new Map<string, (left: RuntimeValue, right: RuntimeValue) => unknown>([
  ["~", (left, right) => printed(left) + printed(right)],
  ["==", sameValue],
  ["!=", (left, right) => !sameValue(left, right)],
  ["+", (left, right) => {
    const texts = [left, right].filter(({ type }) => type === "StringValue");
    if (texts.length === 2) return `${left.value}${right.value}`;
    if (texts.length === 1) throw new TypeError(`cannot add ${left.type} and ${right.type}`);
    return undefined;
  }],
]);

const operate: Rule<BinaryNode> = (run, node, scope) => {
  const operator = OPERATORS.get(node.operator.value);
  if (!operator) return run.asIs(node, scope);
  const [left, right] = [run.evaluate(node.left, scope), run.evaluate(node.right, scope)];
  const result = operator(left, right);
  if (result !== undefined) return toRuntime(result);
  return run.asIs({ ...node, left: held(left), right: held(right) } as TemplateNode, scope);
};

const ITERABLE = /^(Array|Tuple|Object|String|Undefined)Value$/;

const test: Rule<TestNode> = (run, node, scope) =>
  node.test.value === "iterable"
    ? toRuntime(ITERABLE.test(run.evaluate(node.operand, scope).type) !== node.negate)
    : run.asIs(node, scope);

const exit: Rule<TemplateNode> = (_, { type }) => {
  throw new LoopExit(type === "Break");
};

const RULES = new Map<string, Rule<TemplateNode>>(Object.entries({
  Block: ((run, { nodes }, scope) => toRuntime(run.write(nodes, scope))) as Rule<BlockNode>,
  Held: ((_, { held }) => held) as Rule<HeldNode<RuntimeValue>>,
  For: ((run, node, scope) => toRuntime(runLoop(run, node, scope))) as Rule<ForNode>,
  Break: exit,
  Continue: exit,
  FilterExpression: applyFilter,
  CallExpression: call,
  MemberExpression: member,
  BinaryExpression: operate,
  TestExpression: test,
}) as [string, Rule<TemplateNode>][]);
