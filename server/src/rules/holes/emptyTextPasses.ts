import { testCondition } from "../../policy/decide/condition";
import type { Condition } from "../../policy/model/policy";
import type { ToolSyntax } from "../../policy/model/toolModel";
import { spanOf } from "../../policy/text/span";
import { emptyFilterAttacks } from "../../reach/attacks/emptyFilterAttacks";
import type { Finding, Rule, ToolSubject } from "../engine/rule";
import { describedArgument } from "../neverAlways/argumentDomain";
import { holeFindings } from "./holeFindings";
import { editPattern, type PatternCondition, patternConditions } from "./patternCondition";

/** Spec §2, "Conditions": an empty string is a text, and a pattern that may match nothing matches it. */
export const emptyTextPasses: Rule = {
  code: "empty-text-passes",
  title: "An allow-list accepts the empty string",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A pattern in `require` matches the empty string, such as `^[a-z]*$`. Not reported when the pattern names the empty string as a case of its own (`^$`, `|)`, `(…)?`), when the input schema lists it or has it as its default, or when another condition denies it. Also a requirement that a filter `exists`, of a tool that deletes or changes many things, since `{}` and `[]` exist.",
    why: 'Many servers read an empty string as "not given", and then act on everything, or on a default. An allow-list is seldom meant to allow that.',
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "remove_branch": {
      "require": [
        {
          "conditions": [{ "path": "args.branch", "op": "regex", "value": "^feature[a-z]*$|^[0-9]*$" }],
          "on_deny": "Only branches of features can be removed."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "remove_branch": {
      "require": [
        {
          "conditions": [{ "path": "args.branch", "op": "regex", "value": "^feature[a-z]*$|^[0-9]+$" }],
          "on_deny": "Only branches of features can be removed."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Ask for at least one character"],
  check: {
    each: "tool",
    find: (subject) => [...emptyTexts(subject), ...holeFindings(subject, emptyFilterAttacks, ({ says }) => says, none)],
  },
};

/** What would close it depends on what filters of this tool look like. */
const none = () => [];

function emptyTexts({ record, syntax }: ToolSubject): readonly Finding[] {
  return patternConditions(syntax.require).flatMap((given) => {
    const { source, pattern, matchesAll, node } = given;
    const { path } = given.syntax.condition;
    if (matchesAll || !pattern.matches("") || namesEmpty.test(source)) return [];
    const described = describedArgument(record, path);
    if (described?.default === "" || described?.values?.includes("")) return [];
    if (isDeniedElsewhere(syntax, path)) return [];
    const remedy = atLeastOne(given);
    return [
      {
        span: spanOf(node),
        message: `The empty string passes, too: this pattern can match nothing at all.${remedy === undefined ? "" : " To ask for at least one character, write + instead of *."}`,
        ...(remedy !== undefined && {
          fixes: ({ member }) => [
            {
              title: "Ask for at least one character",
              edits: editPattern(node, member?.offset ?? 0, [remedy]),
              keepsMeaning: false,
              automatic: false,
            },
          ],
        }),
      },
    ];
  });
}

/** Parts that are there for the empty text: an alternative without anything, a group that may be left out as a whole. */
const namesEmpty = /\^\$|\^\\z|\\A\$|\\A\\z|\|\)|\((?:\?:)?\||\)\??\?(?:\$|\\z)|^\||\|$|\)\{0,1\}/;

function isDeniedElsewhere({ require, denyIf }: ToolSyntax, path: string): boolean {
  const holds = (condition: Condition) => testCondition({ ...condition, path: "args.x" }, { x: "" }).holds;
  const about = (condition: Condition): boolean => condition.path === path;
  return (
    require.some(({ conditions }) =>
      conditions.some(({ condition }) => about(condition) && holds(condition) !== true),
    ) ||
    denyIf.some(({ conditions: [only, ...others] }) => {
      return only !== undefined && others.length === 0 && about(only.condition) && holds(only.condition) !== false;
    })
  );
}

/** For `^x*$`: the star, to become a plus. */
function atLeastOne({ tokens }: PatternCondition): { start: number; end: number; newText: string } | undefined {
  const [first, , star, last] = tokens;
  if (tokens.length !== 4 || first?.kind !== "start" || last?.kind !== "end" || star?.text !== "*") return undefined;
  return { start: star.start, end: star.end, newText: "+" };
}
