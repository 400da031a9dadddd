import type { ReplayTally } from "./replayTally";
import { asJson, counted, painter, shown, table } from "./terminal";

/** The counts of a replay, most frequent first. */
export function replayReport(tally: ReplayTally, format: "text" | "json"): string {
  return format === "json" ? asJson(reportOf(tally)) : asText(tally);
}

function reportOf({ all, tools, rules, reasons, otherMessages, untimed }: ReplayTally): object {
  return {
    ...all,
    tools: byCount([...tools], sum).map(([tool, outcomes]) => ({ tool, ...outcomes })),
    rules: byCount([...rules], Number).map(([rule, denied]) => ({ rule, denied })),
    reasons: byCount([...reasons], ({ count }) => count).map(([reason, { count, firstLine }]) => ({
      reason,
      count,
      firstLine,
    })),
    otherMessages,
    untimed,
  };
}

function asText({ all, tools, rules, reasons, otherMessages, untimed }: ReplayTally): string {
  const { allowed, denied, notReplayable } = all;
  const paint = painter("out");
  const calls = counted(sum(all), "call");
  const block = (rows: string[][]): string[] => {
    const [heading = "", ...lines] = table(rows);
    return lines.length === 0 ? [] : ["", paint("bold", heading), ...lines];
  };
  return [
    `${calls}: ${number(allowed)} allowed · ${number(denied)} denied · ${number(notReplayable)} not replayable`,
    ...block([
      ["ALLOWED", "DENIED", "NOT REPLAYABLE", "TOOL"],
      ...byCount([...tools], sum).map(([tool, outcomes]) => [
        ...[outcomes.allowed, outcomes.denied, outcomes.notReplayable].map(number),
        shown(tool),
      ]),
    ]),
    ...block([
      ["DENIED", "BY RULE"],
      ...byCount([...rules], Number).map(([rule, count]) => [number(count), shown(rule)]),
    ]),
    ...block([
      ["LINES", "NOT REPLAYABLE BECAUSE"],
      ...byCount([...reasons], ({ count }) => count).map(([reason, { count, firstLine }]) => [
        number(count),
        `${reason}, first in line ${firstLine}`,
      ]),
    ]),
    ...(otherMessages > 0 ? ["", `${counted(otherMessages, "other message")} passed over.`] : []),
    ...(untimed > 0
      ? ["", `${counted(untimed, "call")} without an instant, counted a second after the one before.`]
      : []),
  ].join("\n");
}

function sum({ allowed, denied, notReplayable }: ReplayTally["all"]): number {
  return allowed + denied + notReplayable;
}

function number(count: number): string {
  return count.toLocaleString("en");
}

function byCount<T>(
  entries: readonly (readonly [string, T])[],
  countOf: (value: T) => number,
): (readonly [string, T])[] {
  return [...entries].sort(([a, x], [b, y]) => countOf(y) - countOf(x) || (a < b ? -1 : 1));
}
