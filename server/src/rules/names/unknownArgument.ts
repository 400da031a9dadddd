import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import type { ConditionSyntax, PredicateSyntax } from "../../policy/model/toolModel";
import type { JsonObject } from "../../policy/text/json";
import type { Node } from "../../policy/text/navigate";
import { nearest } from "../../policy/text/nearest";
import { type Span, spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { eachCondition } from "../engine/eachCondition";
import type { Finding, Rule } from "../engine/rule";

/** Spec §2, "Conditions": a path walks objects only; where it finds nothing, no operator but `exists` holds. */
export const unknownArgument: Rule = {
  code: "unknown-argument",
  title: "A condition checks an argument that the tool does not have",
  area: "names",
  severity: "warning",
  docs: {
    what: "The catalogue has the tool, its input schema lists arguments, and none of them is the one that a condition names. Also reported: a path that leads into a string, a number or an array, because paths go through objects only. Not reported when the schema allows more arguments than it lists.",
    why: "A call that follows the schema has no value there. Then only `exists` can hold: in `require`, the condition denies every call, and in `deny_if` it never denies, so it looks like a check but does nothing.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_search_count": {
      "require": [
        {
          "conditions": [{ "path": "args.modle", "op": "eq", "value": "res.partner" }],
          "on_deny": "Only contacts can be counted."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_search_count": {
      "require": [
        {
          "conditions": [{ "path": "args.model", "op": "eq", "value": "res.partner" }],
          "on_deny": "Only contacts can be counted."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Write …"],
  check: {
    each: "tool",
    find: (subject) => {
      const { name, record } = subject;
      return record === undefined
        ? []
        : eachCondition(subject, (condition, entry) => findingAbout(name, entry, condition, record.inputSchema));
    },
  },
};

function findingAbout(
  tool: string,
  entry: PredicateSyntax,
  { path, condition }: ConditionSyntax,
  inputSchema: JsonObject,
): readonly Finding[] {
  const [root, ...names] = condition.path.split(".");
  if (path === undefined || root !== "args" || names.length === 0 || names.includes("")) return [];
  const wrong = firstWrongName(names, inputSchema);
  if (wrong === undefined) return [];
  const { index, fact, meant } = wrong;
  const span = spanOfName(path, names, index);
  const question = meant === undefined ? "" : ` Did you mean ${quote(meant)}?`;
  return [
    {
      span,
      message: `${fact(quote(tool))} ${consequenceOf(entry, condition)}${question}`,
      fixes: ({ member }) => {
        if (meant === undefined || member === undefined) return [];
        const whole = ["args", ...names.map((name, place) => (place === index ? meant : name))].join(".");
        const { start, end } = spanOf(path, member.offset);
        return [
          {
            title: `Write ${quote(whole)}`,
            edits: [{ span: { start, end }, newText: JSON.stringify(whole) }],
            keepsMeaning: false,
            automatic: false,
          },
        ];
      },
    },
  ];
}

interface WrongName {
  readonly index: number;
  /** What is wrong, as a sentence about a tool. */
  readonly fact: (tool: string) => string;
  readonly meant: string | undefined;
}

/** The first name of a path that leads nowhere; undefined when all may lead to a value. */
function firstWrongName(names: readonly string[], inputSchema: JsonObject): WrongName | undefined {
  let current = argumentTree(inputSchema);
  for (const [index, name] of names.entries()) {
    const holder = names[index - 1];
    if (holder !== undefined && current.types.length > 0 && !current.types.includes("object")) {
      const kind = current.types.every((type) => type === "array") ? "an array" : "not an object";
      return {
        index,
        fact: () => `${quote(holder)} is ${kind}, and a path cannot lead into it.`,
        meant: undefined,
      };
    }
    if (!current.listsFields) return undefined;
    const field = current.fields.get(name);
    if (field === undefined) {
      if (current.otherFields === "allowed") return undefined;
      const reachable = [...current.fields.values()].filter(({ path }) => path !== null).map((each) => each.name);
      return {
        index,
        fact: (tool) =>
          holder === undefined
            ? `${tool} lists no argument ${quote(name)}.`
            : `${quote(holder)} lists no field ${quote(name)}.`,
        meant: nearest(name, reachable),
      };
    }
    current = field;
  }
  return undefined;
}

function consequenceOf({ list, conditions }: PredicateSyntax, { op, value }: ConditionSyntax["condition"]): string {
  if (op === "exists" && value === false)
    return list === "deny_if" && conditions.length === 1
      ? "The condition finds no value there and always holds, so every call is denied."
      : "The condition finds no value there, so it always holds and checks nothing.";
  return list === "require"
    ? "The condition finds no value there and does not hold, so every call is denied."
    : "The condition finds no value there and does not hold, so this entry never denies.";
}

/** One name of a path inside its quotes; the whole text if something in it is escaped. */
function spanOfName(path: Node, names: readonly string[], index: number): Span {
  const { start, end } = spanOf(path);
  const before = ["args", ...names.slice(0, index), ""].join(".").length;
  const isPlain = path.length === String(path.value).length + 2;
  return isPlain
    ? { start: start + 1 + before, end: start + 1 + before + (names[index] ?? "").length }
    : { start, end };
}
