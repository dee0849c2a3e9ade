/**
 * The nodes of a parsed template that are read here; the interpreter's own types are not exported.
 *
 * @module
 */

/** Any node. */
export interface TemplateNode {
  /** What kind it is, such as `For`. */
  readonly type: string;
}

/** A variable's name; also what a filter or a test is called. */
export interface NameNode extends TemplateNode {
  /** The name. */
  value: string;
}

/** Statements and texts in a row: every body of a statement is wrapped in one. */
export interface BlockNode extends TemplateNode {
  /** The statements and texts. */
  nodes: TemplateNode[];
}

/** A value that is there already, in the place of an expression. */
export interface HeldNode<Value> extends TemplateNode {
  /** The value. */
  held: Value;
}

/** `{% for loopvar in iterable if test %}body{% else %}defaultBlock{% endfor %}`. */
export interface ForNode extends TemplateNode {
  /** One name, or several that each item is unpacked to. */
  loopvar: NameNode | { type: "TupleLiteral"; value: NameNode[] };
  /** What is looped over; with a condition it is a `SelectExpression`. */
  iterable: TemplateNode & { lhs?: TemplateNode; test?: TemplateNode };
  /** What is written for each item. */
  body: TemplateNode[];
  /** What is written where there are no items. */
  defaultBlock: TemplateNode[];
}

/** `callee(args)`. */
export interface CallNode extends TemplateNode {
  /** What is called: a name, or a member of a value. */
  callee: NameNode | MemberNode;
  /** The arguments. */
  args: TemplateNode[];
}

/** `object.property`, or `object[property]` where it is computed. */
export interface MemberNode extends TemplateNode {
  /** The value. */
  object: TemplateNode;
  /** The member's name, or an expression. */
  property: NameNode;
  /** Whether the property is an expression. */
  computed: boolean;
}

/** `name=value` among the arguments of a call. */
export interface NamedArgumentNode extends TemplateNode {
  /** The argument's name. */
  key: NameNode;
  /** Value of the node. */
  value: TemplateNode;
}

/** `operand | filter`. */
export interface FilterNode extends TemplateNode {
  /** What is filtered. */
  operand: TemplateNode;
  /** The filter's name, or a call of it. */
  filter: NameNode | (CallNode & { callee: NameNode });
}

/** `left operator right`. */
export interface BinaryNode extends TemplateNode {
  /** The operator, such as `+`. */
  operator: { value: string };
  /** The left side. */
  left: TemplateNode;
  /** The right side. */
  right: TemplateNode;
}

/** `operand is test`. */
export interface TestNode extends TemplateNode {
  /** What is tested. */
  operand: TemplateNode;
  /** Whether it is `is not`. */
  negate: boolean;
  /** The test's name. */
  test: NameNode;
}
