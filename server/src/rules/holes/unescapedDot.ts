import { compilePattern } from "../../policy/pattern/pattern";
import type { Token } from "../../policy/pattern/patternTokens";
import { placeInString, spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { firstCallWith } from "../../reach/attacks/firstCallWith";
import { meantDots } from "../../reach/attacks/meantDots";
import { sampleText } from "../../reach/attacks/sampleText";
import type { Rule } from "../engine/rule";
import { guardedBy } from "./guarded";
import { editPattern, patternConditions } from "./patternCondition";

/** Spec §2, "Conditions": patterns are those of Go, in which a dot is any character. */
export const unescapedDot: Rule = {
  code: "unescaped-dot",
  title: "A dot in an allow-list is any character",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A pattern in `require` has a dot without a backslash that looks like the dot of a host, a file name or a number: it is between a letter or digit and two letters, or between two digits. Dots in `deny_if` are not reported: there, they deny more than is written.",
    why: "In a pattern, a dot matches any character. So `^https://api.example.com/` lets `https://api-example.com/` through, too, which anyone can register.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch_page": {
      "require": [
        {
          "conditions": [{ "path": "args.url", "op": "regex", "value": "^https://example.com/" }],
          "on_deny": "Only pages of our own site can be fetched."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch_page": {
      "require": [
        {
          "conditions": [{ "path": "args.url", "op": "regex", "value": "^https://example\\\\.com/" }],
          "on_deny": "Only pages of our own site can be fetched."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Put a backslash before …"],
  check: {
    each: "tool",
    find: (subject) =>
      patternConditions(subject.syntax.require).flatMap(({ node, source, tokens, matchesAll, syntax }) => {
        const dots = tokens.filter((_, index) => isDotOfName(tokens, index));
        const [first] = dots;
        if (matchesAll || first === undefined) return [];
        const word = /^\w*/.exec(source.slice(first.end))?.[0] ?? "";
        const name = `${/\w*$/.exec(source.slice(0, first.start))?.[0] ?? ""}.${word}`;
        const argument = guardedBy(subject).find(({ path }) => path === syntax.condition.path);
        const call = argument && firstCallWith(argument, unmeantTexts(source, name))?.arguments;
        return [
          {
            ...(call !== undefined && { call }),
            span: placeInString(node, first) ?? spanOf(node),
            message: `In a pattern, a dot is any character: ${quote(name)} matches ${quote(name.replace(".", "-"))} too. Write ${dots.length === 1 ? "it" : `this one and the ${dots.length === 2 ? "other" : `${dots.length - 1} others`}`} as \\., which JSON writes as "\\\\.".`,
            fixes: ({ member }) => [
              {
                title:
                  dots.length === 1 ? "Put a backslash before the dot" : `Put a backslash before ${dots.length} dots`,
                edits: editPattern(
                  node,
                  member?.offset ?? 0,
                  dots.map(({ start }) => ({ start, end: start, newText: "\\" })),
                ),
                keepsMeaning: false,
                automatic: false,
              },
            ],
          },
        ];
      }),
  },
};

/** Texts that the pattern lets through, and would not with backslashes before its dots. */
function unmeantTexts(source: string, name: string): readonly string[] {
  const meant = compilePattern(meantDots(source));
  const isMeant = (text: string): boolean => meant.kind === "compiled" && meant.matches(text) === true;
  const texts = [sampleText(meantDots(source))?.replace(name, name.replace(".", "-")), sampleText(source)];
  return texts.filter((text) => text !== undefined).filter((text) => !isMeant(text));
}

/** Whether a token is a dot between a letter or digit and two letters, or between two digits. */
function isDotOfName(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.kind !== "dot") return false;
  const [before, after, next] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
  const is = (token: Token | undefined, characters: RegExp): boolean =>
    token?.kind === "literal" && characters.test(token.text);
  if (is(before, /^\d$/) && is(after, /^\d$/)) return next?.kind !== "repeat";
  return is(before, /^[A-Za-z0-9]$/) && is(after, /^[A-Za-z]$/) && is(next, /^[A-Za-z]$/);
}
