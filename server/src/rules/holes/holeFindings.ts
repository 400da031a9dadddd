import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import type { Finding, ToolSubject } from "../engine/rule";
import { type Attack, type Closing, closes, fixBy } from "./closing";
import { guardedBy, placeOf } from "./guarded";

/**
 * What an attack finds in a tool's rules: one finding for each condition that it gets past, with the call that does. A fix
 * is offered when the attack finds nothing more after it.
 */
export function holeFindings(
  subject: ToolSubject,
  attack: Attack,
  message: (hole: Hole, argument: GuardedArgument) => string,
  closings: (hole: Hole, argument: GuardedArgument) => readonly Closing[],
): readonly Finding[] {
  return guardedBy(subject).flatMap((argument) => {
    const holes = attack(argument);
    if (holes.length === 0) return [];
    const seen = new Set<unknown>();
    // No pattern looks into a list.
    const closingsOf = (hole: Hole): readonly Closing[] =>
      hole.beside !== undefined
        ? [closingBeside(hole.beside, hole, argument)]
        : argument.isList
          ? []
          : closings(hole, argument);
    return holes.flatMap((hole): Finding[] => {
      const place = placeOf(subject.syntax, hole.condition);
      const about = hole.beside ?? hole.condition;
      if (place === undefined || seen.has(about)) return [];
      seen.add(about);
      return [
        {
          span: spanOf(place.at.value ?? place.at.node),
          message: message(hole, argument),
          call: hole.arguments,
          fixes: (where) =>
            closingsOf(hole)
              .filter((closing) => closes(closing, hole, argument, attack))
              // The smallest change that closes it.
              .slice(0, 1)
              .flatMap((closing) => fixBy(closing, place.at, where)),
        },
      ];
    });
  });
}

/** What an argument is taken for, as a sentence: `"path" is taken for a path by its name.` */
export function takenFor({ path, by }: GuardedArgument, what: string): string {
  return `${quote(path)} is taken for ${what} ${by}.`;
}

/** What the checked argument does need not be done by another one; one that every call has is checked alike. */
function closingBeside(path: string, { condition }: Hole, { tool }: GuardedArgument): Closing {
  const name = path.slice("args.".length);
  if (tool.inputSchema && argumentTree(tool.inputSchema).fields.get(name)?.required === "always") {
    const { op, value } = condition;
    return {
      title: `Check ${quote(path)} in the same way`,
      require: { path, op, value, message: `Not there: ${name}.` },
    };
  }
  return { title: `Deny ${quote(path)}`, deny: { path, op: "exists", value: true, message: `Leave ${name} out.` } };
}
