import { translated } from "../../policy/pattern/otherLanguages";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { sampleText } from "../../reach/attacks/sampleText";
import type { Rule } from "../engine/rule";
import { patternConditions } from "../holes/patternCondition";
import { callThatPasses } from "./callThatPasses";

/** Attacks, "by how a pattern is written". */
export const otherPatternLanguage: Rule = {
  code: "other-pattern-language",
  title: "A pattern is written in another language",
  area: "neverAlways",
  severity: "warning",
  docs: {
    what: "A value of `regex` that is a pattern of JavaScript with slashes and flags (`/x/i`), of SQL (`%x%`), or a folder with a star (`docs/*`).",
    why: "Patterns are those of Go: a slash, a percent sign and the letters after it are characters like any other, and `/*` means any number of slashes. So a requirement denies what it should allow, and a denial misses what it should deny.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "search_notes": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.title", "op": "regex", "value": "/secret/i" }],
          "on_deny": "Not the secret ones."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "search_notes": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.title", "op": "regex", "value": "(?i)secret" }],
          "on_deny": "Not the secret ones."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Write … as Go does"],
  check: {
    each: "tool",
    find: (subject) =>
      [subject.syntax.require, subject.syntax.denyIf]
        .flatMap(patternConditions)
        .flatMap(({ node, source, syntax, entry }) => {
          const found = translated(source);
          if (found === undefined) return [];
          return [
            {
              span: spanOf(node),
              message: `This reads like a pattern of ${found.language}. Patterns are those of Go, where ${found.fact}.`,
              ...callThatPasses(subject, syntax.condition, entry.list, [sampleText(found.source)]),
              fixes: ({ member }) => [
                {
                  title: `Write ${quote(found.source)} as Go does`,
                  edits: [{ span: spanOf(node, member?.offset), newText: JSON.stringify(found.source) }],
                  keepsMeaning: false,
                  automatic: false,
                },
              ],
            },
          ];
        }),
  },
};
