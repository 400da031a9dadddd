import { spanOf } from "../../policy/text/span";
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
    const seen = new Set<unknown>();
    return attack(argument).flatMap((hole): Finding[] => {
      const place = placeOf(subject.syntax, hole.condition);
      if (place === undefined || seen.has(hole.condition)) return [];
      seen.add(hole.condition);
      return [
        {
          span: spanOf(place.at.value ?? place.at.node),
          message: message(hole, argument),
          call: hole.arguments,
          fixes: (where) =>
            closings(hole, argument)
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
  return `${JSON.stringify(path)} is taken for ${what} ${by}.`;
}
