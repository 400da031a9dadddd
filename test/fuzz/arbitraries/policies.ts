/** Policy texts: valid ones, and JSON that is nearly a policy. */
import fc from "fast-check";
import { argumentTree } from "../../../server/src/catalogue/inputSchema/argumentTree";
import { world } from "../service";
import { anyText, oddNames } from "./texts";

/** JSON with its literals as they are written: keys can be doubled or escaped, numbers as large as one likes. */
export type Tree =
  | { readonly literal: string }
  | { readonly elements: readonly Tree[] }
  | { readonly members: readonly (readonly [key: string, value: Tree])[] };

interface Layout {
  readonly indent: string;
  readonly lineEnd: string;
  readonly colon: string;
  readonly comma: string;
}

const layouts: readonly Layout[] = [
  { indent: "  ", lineEnd: "\n", colon: ": ", comma: "," },
  { indent: "\t", lineEnd: "\r\n", colon: ": ", comma: "," },
  { indent: " ", lineEnd: "\r", colon: " :\t", comma: " ," },
  { indent: "", lineEnd: "", colon: ":", comma: "," },
  { indent: "", lineEnd: " ", colon: ": ", comma: "," },
];

/** Writes a tree as JSON text. */
export function write(tree: Tree, layout: Layout, depth = 0): string {
  if ("literal" in tree) return tree.literal;
  const parts =
    "elements" in tree
      ? tree.elements.map((element) => write(element, layout, depth + 1))
      : tree.members.map(([key, value]) => `${key}${layout.colon}${write(value, layout, depth + 1)}`);
  const [open, close] = "elements" in tree ? "[]" : "{}";
  if (parts.length === 0) return `${open}${close}`;
  const line = layout.lineEnd + layout.indent.repeat(depth + 1);
  return `${open}${line}${parts.join(layout.comma + line)}${layout.lineEnd}${layout.indent.repeat(depth)}${close}`;
}

/** A few tools of the real catalogue, one of each group, so that policies and calls meet. */
export const catalogueNames: readonly string[] = [
  ...new Map(world.catalogue.tools.map(({ group, name }) => [group, name])).values(),
].slice(0, 12);

/** Names of arguments: those of the catalogue's tools, and odd ones. */
export const argumentNames: readonly string[] = [
  ...new Set(
    catalogueNames.flatMap((name) => [...argumentTree(world.catalogue.find(name)?.inputSchema ?? {}).fields.keys()]),
  ),
]
  .slice(0, 8)
  .concat("amount", "a", "__proto__", "constructor", "0", "");

/** Names of tools. */
export const toolName: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...catalogueNames) },
  { weight: 3, arbitrary: fc.constantFrom("a", "b", ...oddNames) },
  { weight: 1, arbitrary: anyText },
);

const plainLiteral = (text: string): string => JSON.stringify(text);
/** The same text with its first character escaped, as some writers do. */
const escapedLiteral = (text: string): string =>
  text === ""
    ? '""'
    : `"\\u${text.charCodeAt(0).toString(16).padStart(4, "0")}${JSON.stringify(text.slice(1)).slice(1)}`;

function literalOf(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.integer({ min: 0, max: 9 }))
    .map(([value, die]) => (die === 9 ? escapedLiteral(value) : plainLiteral(value)));
}

function literal(value: unknown): Tree {
  return { literal: JSON.stringify(value) };
}

function textTree(text: fc.Arbitrary<string>): fc.Arbitrary<Tree> {
  return literalOf(text).map((written) => ({ literal: written }));
}

function elements(element: fc.Arbitrary<Tree>, maxLength: number): fc.Arbitrary<Tree> {
  return fc.array(element, { maxLength }).map((found) => ({ elements: found }));
}

/** Members of which each is there or not, from the one that `first` says on. */
function object(fields: Readonly<Record<string, fc.Arbitrary<Tree>>>, required: readonly string[]): fc.Arbitrary<Tree> {
  const names = Object.keys(fields);
  const parts = names.map((name) => {
    const value = fields[name] as fc.Arbitrary<Tree>;
    return required.includes(name) ? value : fc.option(value, { nil: undefined, freq: 5 });
  });
  return fc.tuple(fc.nat({ max: 4 }), ...parts).map(([first, ...values]) => {
    const members = names.flatMap((name, index) => {
      const value = values[index];
      return value === undefined ? [] : [[JSON.stringify(name), value] as const];
    });
    return { members: [...members.slice(first), ...members.slice(0, first)] };
  });
}

const path = fc
  .array(fc.constantFrom(...argumentNames), { minLength: 1, maxLength: 3 })
  .map((names) => ["args", ...names].join("."));

/** Numbers as texts, those that no parser keeps among them. */
export const numberLiteral: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: -3, max: 200 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom("0", "-0", "1e5", "1E+2", "9007199254740993", "1e308", "5e-324", "1000000", "0.1"),
);

const scalar: fc.Arbitrary<Tree> = fc.oneof(
  textTree(fc.oneof(fc.constantFrom("x", "EUR", "5", "true", "<nil>", ...oddNames), anyText)),
  numberLiteral.map((written) => ({ literal: written })),
  fc.constantFrom(literal(true), literal(false), literal(null)),
);

const patterns = ["^(a+)+$", "a|b", "^/srv/", "\\d{1,3}", "[a-z]+", "(?i)x", "\\p{L}", "", "^$", "(a|aa)*b", "\\bx\\b"];

const condition: fc.Arbitrary<Tree> = fc
  .oneof(
    fc.tuple(fc.constantFrom("eq", "neq", "contains"), fc.oneof(scalar, elements(scalar, 3))),
    fc.tuple(fc.constantFrom("in", "not_in"), elements(scalar, 4)),
    fc.tuple(
      fc.constantFrom("lt", "lte", "gt", "gte"),
      numberLiteral.map((written) => ({ literal: written })),
    ),
    fc.tuple(fc.constant("exists"), fc.constantFrom(literal(true), literal(false))),
    fc.tuple(fc.constant("regex"), fc.constantFrom(...patterns).map(literal)),
  )
  .chain(([op, value]) =>
    object({ path: textTree(path), op: fc.constant(literal(op)), value: fc.constant(value as Tree) }, [
      "path",
      "op",
      "value",
    ]),
  );

const predicate = object(
  { conditions: elements(condition, 3), on_deny: textTree(fc.oneof(fc.constant("No."), anyText)) },
  ["conditions"],
);

const limit = object(
  {
    counter: textTree(fc.constantFrom("a_rate", "b_rate", "__proto__", "c d")),
    window: fc.constantFrom("minute", "hour", "day").map(literal),
    max: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(9007199254740991, 1e6)).map(literal),
    scope: fc.constant(literal("grant")),
  },
  ["counter", "window", "max", "scope"],
);

const rules = fc.oneof(
  object({ require: elements(predicate, 2), deny_if: elements(predicate, 2), limits: elements(limit, 3) }, []),
  object({ limits: elements(limit, 2) }, ["limits"]),
);

const tools = fc
  .uniqueArray(fc.tuple(toolName, fc.nat({ max: 9 }), rules), { selector: ([name]) => name, maxLength: 6 })
  .map((entries) => ({
    members: entries.map(
      ([name, die, value]) => [die === 9 ? escapedLiteral(name) : plainLiteral(name), value] as const,
    ),
  }));

const validTree = object(
  {
    version: fc.constant(literal("1")),
    default: fc.constantFrom("deny", "allow").map(literal),
    hide: fc.uniqueArray(toolName, { maxLength: 3 }).map((names) => ({ elements: names.map(literal) })),
    all_tools: object({ limits: elements(limit, 2) }, []),
    tools,
  },
  ["version", "default"],
);

const layout = fc.constantFrom(...layouts);

/** Policies without an error, in every layout. */
export const validPolicyText: fc.Arbitrary<string> = fc
  .tuple(validTree, layout)
  .map(([tree, manner]) => write(tree, manner));

const fieldNames = [
  ...["version", "default", "hide", "all_tools", "tools", "require", "deny_if", "limits", "conditions", "on_deny"],
  ...["path", "op", "value", "counter", "window", "max", "scope", "$schema", "action", "rules", "rate_limit", "state"],
];

const key = literalOf(fc.oneof(fc.constantFrom(...fieldNames), toolName));

const { almost } = fc.letrec<{ almost: Tree; members: Tree }>((tie) => ({
  members: fc.array(fc.tuple(key, tie("almost")), { maxLength: 5 }).map((members) => ({ members })),
  almost: fc.oneof(
    { maxDepth: 6, depthSize: "medium", withCrossShrink: true },
    fc.oneof(
      scalar,
      fc.constantFrom("1e999", "-1e999", "9".repeat(30), '"\\ud800"', '"args.a"', '"regex"', '"("').map((written) => ({
        literal: written,
      })),
    ),
    tie("members"),
    elements(tie("almost"), 4),
    rules,
    validTree,
  ),
}));

const foreignNames = [
  "Statement",
  "Version",
  "bindings",
  "policyRule",
  "kind",
  "apiVersion",
  "acls",
  "effect",
  "roles",
];

const foreign = fc
  .array(fc.tuple(fc.constantFrom(...foreignNames, ...fieldNames).map(plainLiteral), almost), { maxLength: 5 })
  .map((members) => ({ members }));

/** Well-formed JSON: fields of ours in any place, doubled keys, values of any type, other products' fields. */
export const wellFormedText: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: almost },
      { weight: 2, arbitrary: foreign },
      {
        weight: 2,
        arbitrary: fc
          .tuple(validTree, fc.array(fc.tuple(key, almost), { maxLength: 2 }))
          .map(([tree, more]) => ({ members: [...("members" in tree ? tree.members : []), ...more] })),
      },
    ),
    layout,
  )
  .map(([tree, manner]) => write(tree, manner));

const smallRules = ["{}", '{"limits": []}', '{"require": [], "deny_if": []}', "1", '"x"', '{"a": [1, {"b": ","}]}'];

/** A long list of small tools, for edits at its seams: between members, at commas, at the brackets around it. */
export const toolListText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(toolName, fc.constantFrom(...smallRules)), { minLength: 4, maxLength: 25, size: "max" }),
    fc.constantFrom(",", ", ", ",\n  ", "\n,", ",\r\n\r\n"),
    fc.constantFrom("", '"hide": ["a"], ', '"tools": {"a": {}}, ', '"t\\u006fols": 1, '),
    fc.constantFrom("", ', "hide": ["a"]', ', "tools": 1', ', "all_tools": {"limits": []}\n', " "),
  )
  .map(([entries, comma, before, after]) => {
    const members = entries.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(comma);
    return `{"version": "1", ${before}"tools": {${members}}${after}}`;
  });
