import { outlineOf } from "../../policy/pattern/patternOutline";
import { tokensOf } from "../../policy/pattern/patternTokens";
import { quote } from "../../policy/words/plain/quote";
import { allowedText } from "./allowedText";
import { comparedText } from "./comparedText";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { sampleText } from "./sampleText";

/**
 * Texts that a requirement lets through since its pattern is `^a|b$`: the bar binds weakest, so that each half is open at
 * one end.
 */
export function alternativeAttacks(argument: GuardedArgument): readonly Hole[] {
  return argument.required.flatMap((condition) => {
    const halves = condition.op === "regex" ? openHalves(comparedText(condition)) : undefined;
    if (halves === undefined) return [];
    const [first, last] = [sampleText(halves.first), sampleText(halves.last)];
    const values = [
      ...(first === undefined ? [] : [`${first}.evil`, `${first}-evil`, `${first}evil`]),
      ...(last === undefined ? [] : [`evil.${last}`, `evil-${last}`, `evil${last}`]),
    ];
    const found = firstCallWith(argument, values);
    if (found === undefined) return [];
    const says = `${quote(found.value)} passes: the bar has the lowest precedence, so ^ belongs to ${quote(halves.first)} alone, and $ to ${quote(halves.last)}.`;
    return [{ condition, ...found, says }];
  });
}

/** The pattern with its alternatives in one group, tied at both ends; undefined when it is not `^a|b$`. */
export function grouped(source: string): string | undefined {
  return openHalves(source) === undefined ? undefined : `^(?:${source.slice(1, -1)})$`;
}

/** The first and the last alternative of `^a|b$`. */
function openHalves(source: string): { readonly first: string; readonly last: string } | undefined {
  if (!source.includes("|")) return undefined;
  const { bars } = outlineOf(source);
  const tokens = tokensOf(source);
  const [start, end] = [bars[0], bars.at(-1)];
  if (start === undefined || end === undefined || tokens[0]?.text !== "^" || tokens.at(-1)?.text !== "$")
    return undefined;
  const inner = tokens.slice(1, -1);
  if (inner.some(({ kind, text }) => kind === "flags" || text === "^" || text === "$")) return undefined;
  return { first: source.slice(0, start), last: source.slice(end + 1) };
}

/** Texts of which one line among others is allowed, under (?m). */
export function lineAttacks(argument: GuardedArgument): readonly Hole[] {
  return argument.required.flatMap((condition) => {
    const source = condition.op === "regex" ? comparedText(condition) : "";
    if (withoutLines(source) === undefined) return [];
    const allowed = allowedText(argument);
    if (allowed === undefined) return [];
    const found = firstCallWith(argument, [`${allowed}\nanything else`, `anything else\n${allowed}`]);
    if (found === undefined) return [];
    const says = `${quote(found.value)} passes: under (?m), one line among others is enough.`;
    return [{ condition, ...found, says }];
  });
}

/** The pattern without the flag m at its start; undefined when it has none, or no ^ or $ that it is about. */
export function withoutLines(source: string): string | undefined {
  const [, flags] = /^\(\?([a-zA-Z]*m[a-zA-Z]*)\)/.exec(source) ?? [];
  if (flags === undefined || !tokensOf(source).some(({ text }) => text === "^" || text === "$")) return undefined;
  const others = flags.replaceAll("m", "");
  return `${others === "" ? "" : `(?${others})`}${source.slice(flags.length + 3)}`;
}
