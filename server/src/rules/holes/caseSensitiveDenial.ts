import type { ConditionSyntax } from "../../policy/model/toolModel";
import { elementsOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { caseAttacks } from "../../reach/attacks/caseAttacks";
import { firstCallWith } from "../../reach/attacks/firstCallWith";
import type { Finding, Rule } from "../engine/rule";
import { describedArgument } from "../neverAlways/argumentDomain";
import { type CaseVariant, caseVariants } from "./caseVariants";
import { guardedBy } from "./guarded";
import { holeFindings } from "./holeFindings";
import { ignoringCase } from "./ignoringCase";
import { editPattern } from "./patternCondition";

/** Spec §2, "Conditions": texts are compared exactly. */
export const caseSensitiveDenial: Rule = {
  code: "case-sensitive-denial",
  title: "A denial misses a value because of its case",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A string in `deny_if` (`eq`, `in` or `regex`) differs from a value in the tool's input schema only in its case, and does not deny that value. Also reported where upper and lower case mean the same: the domain of a recipient, the scheme of a URL, names in SQL, names of repositories, commands of PowerShell, and file names without a root such as `.env`, unless an argument or the tool's name says that they are in a repository or on another machine. Everywhere else, reported only if the schema lists values.",
    why: "Strings are compared exactly: `delete` does not deny `DELETE`, which is the value that the server understands.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_web_request": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.method", "op": "eq", "value": "post" }],
          "on_deny": "Nothing can be changed from here."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_web_request": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.method", "op": "eq", "value": "POST" }],
          "on_deny": "Nothing can be changed from here."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Write …", "Ignore the case: (?i)"],
  check: {
    each: "tool",
    find: (subject) => {
      const { name, record, syntax } = subject;
      const listed = syntax.denyIf.flatMap(({ conditions }) =>
        conditions.flatMap((condition): readonly Finding[] => {
          const domain = describedArgument(record, condition.condition.path);
          const argument = guardedBy(subject).find(({ path }) => path === condition.condition.path);
          return caseVariants("deny_if", condition.condition, domain).map((variant) => {
            const call = argument && firstCallWith(argument, [variant.known])?.arguments;
            const isListed = domain?.values?.includes(variant.written ?? "") ?? false;
            return {
              ...findingAbout(name, condition, variant, isListed),
              ...(call !== undefined && { call }),
            };
          });
        }),
      );
      return [
        ...listed,
        ...holeFindings(
          subject,
          caseAttacks,
          ({ says }) => says,
          ({ condition }, argument) => ignoringCase(condition, argument, "Ignore the case: (?i)"),
        ),
      ];
    },
  },
};

function findingAbout(
  tool: string,
  { node, value }: ConditionSyntax,
  { written, index, known }: CaseVariant,
  isKnown: boolean,
): Finding {
  const place = (index === undefined ? value : elementsOf(value)[index]) ?? value ?? node;
  const fact = `Case counts: this does not deny ${quote(known)}, a value in the input schema of ${quote(tool)}.`;
  if (written === undefined)
    return {
      span: spanOf(place),
      message: `${fact} Put (?i) before the pattern to ignore the case.`,
      fixes: ({ member }) => [
        {
          title: "Ignore the case: (?i)",
          edits: editPattern(place, member?.offset ?? 0, [{ start: 0, end: 0, newText: "(?i)" }]),
          keepsMeaning: false,
          automatic: false,
        },
      ],
    };
  // Where the schema has both, both have to be denied.
  if (isKnown) return { span: spanOf(place), message: `${fact} Deny both.` };
  return {
    span: spanOf(place),
    message: `${fact} ${quote(written)} is not one of them.`,
    fixes: ({ member }) => [
      {
        title: `Write ${quote(known)}`,
        edits: [{ span: spanOf(place, member?.offset), newText: JSON.stringify(known) }],
        keepsMeaning: false,
        automatic: false,
      },
    ],
  };
}
