import type { ArgumentKind } from "../../catalogue/inputSchema/argumentKind";
import { quote } from "../../policy/words/plain/quote";
import { policyOf } from "./callWhere";
import { comparedText } from "./comparedText";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import { guessedCalls } from "./guessedCalls";
import type { Hole } from "./hole";
import { isAllowed } from "./isAllowed";
import { addressAt, outsider } from "./recipientAttacks";

/** Elements that a rule about some others does not mean to let through. */
const strangers: Readonly<Partial<Record<ArgumentKind, string>>> = {
  path: "/etc/passwd",
  url: "https://evil.example/",
  host: "evil.example",
  recipient: outsider,
};

/** Elements of a list that pass next to an allowed one, and those of which a denial has only a piece. */
export function elementAttacks(argument: GuardedArgument, ...kinds: readonly ArgumentKind[]): readonly Hole[] {
  const { kind, denied, isList } = argument;
  if (!isList || kind === undefined || !kinds.includes(kind)) return [];
  return [
    ...strangersIn(argument),
    ...denied.flatMap((condition): Hole[] => {
      const whole = condition.op === "contains" ? wholeOf(kind, comparedText(condition)) : undefined;
      const found = whole === undefined ? undefined : firstCallWith(argument, [whole]);
      if (found === undefined) return [];
      return [
        { condition, ...found, says: `${quote(found.value)} passes: in a list, contains compares whole elements.` },
      ];
    }),
  ];
}

/** That a copy goes to somebody, or that something is left out, is asked for on purpose. */
function strangersIn(argument: GuardedArgument): readonly Hole[] {
  const { kind, required, tool, path } = argument;
  const stranger = kind && strangers[kind];
  const asked = required.filter(({ op }) => op === "contains");
  const [condition] = asked;
  if (stranger === undefined || condition === undefined || /cc$|exclude|ignore|skip/i.test(path)) return [];
  const args = guessedCalls(argument)([...asked.map(({ value }) => value), stranger]);
  if (!isAllowed(policyOf(tool, tool.rules), tool.name, args)) return [];
  const says = `${quote(stranger)} passes next to ${quote(comparedText(condition))}: one allowed element is enough.`;
  return [{ condition, arguments: args, value: stranger, says }];
}

/** An element with a piece in it that is no element of its own; undefined where it may be one. */
function wholeOf(kind: ArgumentKind, piece: string): string | undefined {
  switch (kind) {
    case "path":
      return /^\/.*\w\/$/.test(piece) ? `${piece}passwd` : /^\.\w+$/.test(piece) ? `/app/${piece}` : undefined;
    case "recipient":
      return addressAt(piece);
    case "url":
      return /^[\w-]+(?:\.[\w-]+)+$/.test(piece) ? `https://${piece}/` : undefined;
    default:
      return undefined;
  }
}
