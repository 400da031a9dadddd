import type { Condition } from "../../policy/model/policy";
import type { ToolSyntax } from "../../policy/model/toolModel";
import { anchoringOf } from "../../policy/pattern/anchoring";
import { translated } from "../../policy/pattern/otherLanguages";
import type { Token } from "../../policy/pattern/patternTokens";
import type { JsonObject } from "../../policy/text/json";
import { spanOf } from "../../policy/text/span";
import { allowedText } from "../../reach/attacks/allowedText";
import { commandAttacks } from "../../reach/attacks/commandAttacks";
import { firstCallWith } from "../../reach/attacks/firstCallWith";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import { hostAttacks } from "../../reach/attacks/hostAttacks";
import { pathAttacks } from "../../reach/attacks/pathAttacks";
import { recipientAttacks } from "../../reach/attacks/recipientAttacks";
import type { Rule, ToolSubject } from "../engine/rule";
import { guardedBy } from "./guarded";
import { editPattern, type PatternCondition, patternConditions } from "./patternCondition";

/** Spec §2, "Conditions": `regex` is an unanchored search. */
export const unanchoredAllowList: Rule = {
  code: "unanchored-allow-list",
  title: "An allow-list matches only a part of the string",
  area: "holes",
  severity: "warning",
  docs: {
    what: [
      "A pattern in `require` does not cover the whole string:",
      "",
      "- one that is tied to neither end, or has an alternative that is not;",
      "- one that ends with a host or a path without a delimiter, such as `^https://example\\.com` or `^/srv/data`;",
      "- one that begins with a host without a delimiter, such as `example\\.com$`.",
      "",
      "Prefixes such as `^https://example\\.com/` and endings such as `@example\\.com$` are a style of their own, and are not reported. Nor is a pattern that shows by `.*`, `\\b` or a space that it looks for a part of a longer string, one that only requires any character, or one next to another condition in `require` that covers the whole string. In `deny_if`, a search anywhere is right.",
    ].join("\n"),
    why: "The gateway looks for a match anywhere in the string. So a string passes when something allowed is anywhere in it: `https://evil.test/?example.com`, or `https://example.com.evil.test`.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "require": [
        {
          "conditions": [{ "path": "args.currency", "op": "regex", "value": "EUR|USD" }],
          "on_deny": "Refunds are paid in EUR or USD."
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
          "conditions": [{ "path": "args.currency", "op": "regex", "value": "^(?:EUR|USD)$" }],
          "on_deny": "Refunds are paid in EUR or USD."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Match the whole string: ^(?:…)$", "Allow only / after it", "Allow only a dot before it"],
  check: {
    each: "tool",
    find: (subject) => {
      const { syntax } = subject;
      return patternConditions(syntax.require).flatMap((given) => {
        const gap = gapOf(given);
        if (gap === undefined || isCoveredElsewhere(syntax, given) || translated(given.source) !== undefined) return [];
        const argument = argumentAt(subject, given);
        // What kind of text it is says more, and knows a better fix.
        if (gap === "none" && argument !== undefined && isSaidBetter(argument)) return [];
        const { node, source } = given;
        const end = source.length;
        const { message, title, changes } = remedies(end)[gap];
        const call = callThrough(argument, gap);
        return [
          {
            span: spanOf(node),
            message,
            ...(call !== undefined && { call }),
            // Of several alternatives, a delimiter would become a part of one.
            ...((gap === "none" || !given.tokens.some(({ kind }) => kind === "bar")) && {
              fixes: ({ member }) => [
                {
                  title,
                  edits: editPattern(node, member?.offset ?? 0, changes),
                  keepsMeaning: false,
                  automatic: false,
                },
              ],
            }),
          },
        ];
      });
    },
  },
};

/** Whether a requirement is tied to one end of the text, and stops within a name at the other. */
export function isOpenAtOneEnd(syntax: ToolSyntax, condition: Condition): boolean {
  return patternConditions(syntax.require).some((given) => {
    if (given.syntax.condition !== condition) return false;
    const gap = gapOf(given);
    return (gap === "end" || gap === "start") && !isCoveredElsewhere(syntax, given);
  });
}

function argumentAt(subject: ToolSubject, { syntax }: PatternCondition): GuardedArgument | undefined {
  return guardedBy(subject).find(({ path }) => path === syntax.condition.path);
}

function isSaidBetter(argument: GuardedArgument): boolean {
  return [pathAttacks, hostAttacks, commandAttacks, recipientAttacks].some((attack) => attack(argument).length > 0);
}

/** A call whose text has more at the open end. */
function callThrough(argument: GuardedArgument | undefined, gap: Gap): JsonObject | undefined {
  const allowed = argument && allowedText(argument);
  if (argument === undefined || allowed === undefined) return undefined;
  const isAddress = allowed.includes("://");
  const values = {
    none: [
      ...(isAddress ? [`https://evil.example/?${allowed}`] : []),
      `${allowed}-evil`,
      `evil-${allowed}`,
      `x${allowed}x`,
    ],
    end: [...(allowed.startsWith("/") ? [`${allowed}-old/x`] : [`${allowed}.evil.example/`]), `${allowed}x`],
    start: [`evil-${allowed}`, `x${allowed}`],
  };
  return firstCallWith(argument, values[gap])?.arguments;
}

type Gap = "none" | "end" | "start";

function remedies(end: number) {
  const at = (place: number, newText: string) => ({ start: place, end: place, newText });
  return {
    none: {
      message:
        "This pattern matches anywhere in the string, so a string passes when an allowed value is anywhere in it. To match the whole string, write ^(?:…)$.",
      title: "Match the whole string: ^(?:…)$",
      changes: [at(0, "^(?:"), at(end, ")$")],
    },
    end: {
      message:
        "Anything can follow what this pattern matches, even in the middle of a name: a longer host name passes, or a folder next to the allowed one. End the pattern with a delimiter such as /, or with $.",
      title: "Allow only / after it",
      changes: [at(end, "(?:/|$)")],
    },
    start: {
      message:
        "Anything can come before what this pattern matches, even in the middle of a name: a host with the same ending passes. Begin the pattern with a delimiter, or with ^.",
      title: "Allow only a dot before it",
      changes: [at(0, "(?:^|\\.)")],
    },
  } as const;
}

const isWild = (token: Token | undefined): boolean => token?.kind === "dot" || token?.text === "[\\s\\S]";

/** Which end of the text a pattern leaves open although it should not; undefined when that is not sure. */
function gapOf({ source, tokens, matchesAll }: PatternCondition): Gap | undefined {
  if (matchesAll || tokens.some((token) => looksForPart(token))) return undefined;
  const alternatives = alternativesOf(tokens);
  switch (anchoringOf(source)) {
    case "none": {
      const isOpen = (all: readonly Token[]): boolean =>
        !all.some(({ kind }) => kind === "start" || kind === "end") && saysSomething(all) && !isOpenOnPurpose(all);
      return alternatives.some(isOpen) ? "none" : undefined;
    }
    case "start":
      return alternatives.some((all) => endsInName(textOf(all))) ? "end" : undefined;
    case "end":
      return alternatives.some((all) => /^[A-Za-z0-9-]+\\?\.[A-Za-z]/.test(textOf(all))) ? "start" : undefined;
    default:
      return undefined;
  }
}

/** The alternatives outside all groups. */
function alternativesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const alternatives: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    if (token.kind === "bar" && depth === 0) alternatives.push([]);
    else alternatives.at(-1)?.push(token);
  }
  return alternatives;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join("");
}

/** Words and spaces are looked for in prose and in queries; (?m) is about lines. */
function looksForPart({ kind, text }: Token): boolean {
  if (kind === "word" || text === " " || text === "\\s" || text === "\\n") return true;
  return (kind === "flags" || kind === "open") && /^\(\?[a-zA-Z]*m/.test(text);
}

/** Whether more is asked for than characters of any kind. */
function saysSomething(tokens: readonly Token[]): boolean {
  if (tokens.some(({ kind, text }) => kind === "literal" && /[A-Za-z0-9]/.test(text))) return true;
  const isNarrow = ({ kind, text }: Token): boolean => kind === "class" && /^(?:\[[^^]|\\[dw])/.test(text);
  return tokens.some((token, index) => isNarrow(token) && tokens[index + 1]?.kind === "repeat");
}

/** Whether an alternative begins or ends with `.*`. */
function isOpenOnPurpose(tokens: readonly Token[]): boolean {
  const rest = tokens.filter(({ kind }) => kind !== "open" && kind !== "close" && kind !== "flags");
  const repeats = (token: Token | undefined): boolean => /^[*+]\??$/.test(token?.text ?? "");
  return (isWild(rest[0]) && repeats(rest[1])) || (isWild(rest.at(-2)) && repeats(rest.at(-1)));
}

/** Whether a prefix stops within a name: of a host or file with its dot, or of a path. */
function endsInName(source: string): boolean {
  return /\.[A-Za-z]{2,}$/.test(source.replace(/\)+$/, "")) || /^\^\/(?:[\w/-]|\\\.)*(?<!\\)\w$/.test(source);
}

/** Whether another condition that every call must meet covers the whole argument. */
function isCoveredElsewhere({ require }: ToolSyntax, given: PatternCondition): boolean {
  const { path } = given.syntax.condition;
  return require.some(({ conditions }) =>
    conditions.some(({ condition }) => {
      if (condition === given.syntax.condition || condition.path !== path) return false;
      if (condition.op === "eq" || condition.op === "in") return true;
      return condition.op === "regex" && typeof condition.value === "string" && anchoringOf(condition.value) === "both";
    }),
  );
}
