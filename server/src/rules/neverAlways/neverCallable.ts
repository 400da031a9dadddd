import type { ConditionSyntax, PredicateSyntax, ToolSyntax } from "../../policy/model/toolModel";
import { spanOf } from "../../policy/text/span";
import { conditionInWords } from "../../policy/words/inWords";
import { listOf } from "../../policy/words/plain/listOf";
import type { Finding, Rule } from "../engine/rule";
import { type Claim, contradictsItself, smallestContradiction, surelyContradict } from "./possibleArguments";

/** Spec §2, step 4: every entry of `require` must hold, and no entry of `deny_if` may. */
export const neverCallable: Rule = {
  code: "never-callable",
  title: "The rules of a tool deny every call",
  area: "neverAlways",
  severity: "warning",
  docs: {
    what: "The entries of a tool, taken together, deny every call: what one entry of `require` asks for, another entry excludes, or `deny_if` denies all that `require` lets through. An entry that contradicts itself is reported as `conditions-contradict`. A tool that is denied by an unconditional `deny_if` is left alone, because that is intended. Patterns on one argument are compared as sets of strings.",
    why: "The tool is listed and looks usable, but every call is denied, with a message that suggests that another call would pass. An agent may keep trying.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "require": [
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 100 }],
          "on_deny": "Small refunds are made by hand."
        }
      ],
      "deny_if": [
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 50 }],
          "on_deny": "Large refunds are made by hand."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "require": [
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 50 }],
          "on_deny": "Small refunds are made by hand."
        }
      ],
      "deny_if": [
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 100 }],
          "on_deny": "Large refunds are made by hand."
        }
      ]
    }
  }
}`,
  },
  fixes: [],
  check: {
    each: "tool",
    find: ({ member, syntax }) => {
      const reason = reasonWhyNot(syntax);
      if (reason === undefined) return [];
      const finding: Finding = {
        span: spanOf(member.key),
        message: `No call of this tool can pass: ${reason.inWords}. As written, the tool can never be called.`,
        related: reason.places,
      };
      return [finding];
    },
  },
};

/** A condition that every call must meet, or must not, to pass. */
interface Demand extends Claim {
  readonly syntax: ConditionSyntax;
}

interface Reason {
  readonly inWords: string;
  readonly places: NonNullable<Finding["related"]>;
}

/** Why no call can pass; undefined when one may, or when another rule or a person knows already. */
function reasonWhyNot({ require, denyIf }: ToolSyntax): Reason | undefined {
  const entries = [...require, ...denyIf];
  if (entries.length === 0) return undefined;
  if (entries.some(({ conditionsNode }) => conditionsNode === undefined)) return undefined;
  if (denyIf.some(({ conditions }) => conditions.length === 0)) return undefined;
  // There is nothing that it could contradict but itself.
  if (require.length === 1 && denyIf.length === 0) return undefined;
  if (require.some(contradictsItself)) return undefined;
  // A call that passes meets all conditions of `require`, and misses at least one of each entry of `deny_if`.
  const demands = [
    ...require.flatMap((entry) => demandsOf(entry, true)),
    ...denyIf.flatMap((entry) => (entry.conditions.length === 1 ? demandsOf(entry, false) : [])),
  ];
  const clash = smallestContradiction(demands);
  if (clash !== undefined) return reasonOf(clash);
  for (const entry of denyIf) {
    if (entry.conditions.length < 2) continue;
    const ways = demandsOf(entry, false);
    if (!ways.every((way) => surelyContradict([...demands, way]))) continue;
    const needed = new Set(
      ways.flatMap((way) => (smallestContradiction([...demands, way]) ?? []).filter((each) => each !== way)),
    );
    return reasonOf(
      demands.filter((each) => needed.has(each)),
      entry,
    );
  }
  return undefined;
}

function demandsOf(entry: PredicateSyntax, holds: boolean): readonly Demand[] {
  return entry.conditions.map((syntax) => ({ syntax, condition: syntax.condition, holds }));
}

/** The reason in words: what is asked for, what is denied, and an entry that denies what is left. */
function reasonOf(demands: readonly Demand[], entry?: PredicateSyntax): Reason {
  const wordsOf = (holds: boolean): readonly string[] =>
    demands.filter((each) => each.holds === holds).map(({ condition }) => conditionInWords(condition));
  const denied = [
    ...wordsOf(false),
    ...(entry === undefined
      ? []
      : [entry.conditions.map(({ condition }) => conditionInWords(condition)).join(" and ")]),
  ];
  const parts = [
    ...wordsOf(true).map((words) => `"require" asks that ${words}`),
    ...denied.map((words) => `"deny_if" denies when ${words}`),
  ];
  return {
    inWords: listOf(parts, "and"),
    places: [
      ...demands.map(({ syntax, holds }) => ({
        span: spanOf(syntax.node),
        message: holds ? "A call without this is denied." : "A call with this is denied.",
      })),
      ...(entry === undefined ? [] : [{ span: spanOf(entry.node), message: "A call with all of this is denied." }]),
    ],
  };
}
