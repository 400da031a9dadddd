import { grouped } from "../../policy/words/plain/grouped";
import { counted } from "../../policy/words/plain/plural";
import { noteInWords } from "../../service/simulation/readCalls";
import { asJson, painter, shown, table } from "../terminal";
import type { Found, ReplayTally } from "./replayTally";

/** The counts of a replay, most frequent first. */
export function replayReport(tally: ReplayTally, format: "text" | "json"): string {
  return format === "json" ? asJson(reportOf(tally)) : asText(tally);
}

function reportOf(tally: ReplayTally): object {
  return {
    ...tally.all,
    tools: byCount([...tally.tools], sum).map(([tool, outcomes]) => ({ tool, ...outcomes })),
    rules: byCount([...tally.rules], Number).map(([rule, denied]) => ({ rule, denied })),
    uncertainRules: tally.uncertainRules,
    reasons: reasonsOf(tally.reasons),
    notKnownReasons: reasonsOf(tally.doubts),
    notes: reasonsOf(tally.notes),
    otherMessages: tally.otherMessages,
    untimed: tally.untimed,
  };
}

function reasonsOf(found: ReadonlyMap<string, Found>): object[] {
  return byCount([...found], ({ count }) => count).map(([reason, each]) => ({ reason, ...each }));
}

function asText({
  all,
  tools,
  rules,
  uncertainRules,
  reasons,
  doubts,
  notes,
  otherMessages,
  untimed,
}: ReplayTally): string {
  const { allowed, denied, notKnown, notReplayable } = all;
  const paint = painter("out");
  const calls = counted(sum(all), "call");
  const block = (rows: string[][]): string[] => {
    const [heading = "", ...lines] = table(rows);
    return lines.length === 0 ? [] : ["", paint("bold", heading), ...lines];
  };
  return [
    `${calls}: ${grouped(allowed)} allowed · ${grouped(denied)} denied · ${grouped(notKnown)} not known · ${grouped(notReplayable)} not replayable`,
    ...block([
      ["ALLOWED", "DENIED", "NOT KNOWN", "NOT REPLAYABLE", "TOOL"],
      ...byCount([...tools], sum).map(([tool, outcomes]) => [
        ...[outcomes.allowed, outcomes.denied, outcomes.notKnown, outcomes.notReplayable].map(grouped),
        shown(tool),
      ]),
    ]),
    ...block([
      ["DENIED", "BY RULE"],
      ...byCount([...rules], Number).map(([rule, count]) => [grouped(count), shown(rule)]),
    ]),
    ...block([["CALLS", "NOT KNOWN BECAUSE"], ...rowsOf(doubts)]),
    ...block([["LINES", "NOT REPLAYABLE BECAUSE"], ...rowsOf(reasons)]),
    ...(notes.size > 0 ? [""] : []),
    ...byCount([...notes], ({ count }) => count).map(
      ([code, { count, firstLine }]) => `${noteInWords(code, count)}, first in line ${firstLine}.`,
    ),
    ...(uncertainRules > 0
      ? ["", `${counted(uncertainRules, "call")} denied in any case, but perhaps by an earlier rule that is not known.`]
      : []),
    ...(otherMessages > 0 ? ["", `${counted(otherMessages, "other message")} passed over.`] : []),
    ...(untimed > 0
      ? ["", `${counted(untimed, "call")} without an instant, counted a second after the one before.`]
      : []),
  ].join("\n");
}

function rowsOf(found: ReadonlyMap<string, Found>): string[][] {
  return byCount([...found], ({ count }) => count).map(([reason, { count, firstLine }]) => [
    grouped(count),
    `${reason}, first in line ${firstLine}`,
  ]);
}

function sum({ allowed, denied, notKnown, notReplayable }: ReplayTally["all"]): number {
  return allowed + denied + notKnown + notReplayable;
}

function byCount<K extends string, T>(
  entries: readonly (readonly [K, T])[],
  countOf: (value: T) => number,
): (readonly [K, T])[] {
  return [...entries].sort(([a, x], [b, y]) => countOf(y) - countOf(x) || (a < b ? -1 : 1));
}
