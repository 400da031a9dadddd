import { type ArgumentNote, readArgumentText } from "../../policy/decide/argumentText";
import { notRecorded } from "../../policy/decide/condition";
import { counted } from "../../policy/words/plain/plural";
import type { ReadCallsResult } from "../../protocol/recordedCalls";
import type { SimulatedCall } from "../../protocol/simulation";
import { type RecordedLine, readRecordedLine } from "./recordedCall";

/** The calls of a log in JSON Lines, or of a text that is one JSON value, as far as they have arguments. */
export function readCalls(text: string, most: number): ReadCallsResult {
  const calls: SimulatedCall[] = [];
  const lossy = new Map<ArgumentNote["code"], { count: number; line: number }>();
  let withoutArguments = 0;
  let unreadable = 0;
  let firstUnreadable: ReadCallsResult["firstUnreadable"] = null;
  let left = 0;
  for (const [index, line] of linesOf(text)) {
    if (line.trim() === "") continue;
    for (const entry of readRecordedLine(line)) {
      if (entry.kind === "unreadable") {
        unreadable++;
        firstUnreadable ??= { line: index + 1, why: entry.why };
      } else if (entry.kind === "call") {
        if (entry.arguments === notRecorded) withoutArguments++;
        else if (calls.length >= most) left++;
        else {
          calls.push(callOf(entry));
          for (const code of entry.notes) {
            const known = lossy.get(code);
            if (known === undefined) lossy.set(code, { count: 1, line: index + 1 });
            else known.count++;
          }
        }
      }
    }
  }
  const notes = [...lossy].map(([code, { count, line }]) => `${noteInWords(code, count)} (first in line ${line})`);
  return { calls, withoutArguments, unreadable, firstUnreadable, left, notes };
}

/** What is said of calls whose text loses something, without a full stop. */
export function noteInWords(code: ArgumentNote["code"], count: number): string {
  const have = counted(count, "line has", "lines have");
  switch (code) {
    case "duplicate-key":
      return `${have} a key twice: the last one counts`;
    case "number-too-large":
      return `${have} a number too large for a double: the decision is not known`;
    case "number-rounded":
      return `${have} a number with more digits than a double keeps: the nearest double is compared`;
    case "lone-surrogate":
      return `${have} half of a surrogate pair, which is read as U+FFFD`;
  }
}

/** The lines with their numbers, from 0; a text that is one JSON value, laid out on several lines, is one line. */
function linesOf(text: string): Iterable<readonly [number, string]> {
  const lines = text.split(/\r?\n/);
  const isOneValue = /^\s*[[{]\s*$/.test(lines[0] ?? "") && "value" in readArgumentText(text);
  return isOneValue ? [[0, text]] : lines.entries();
}

function callOf({
  tool,
  arguments: args,
  isRetry,
  grant,
  at,
  notes,
}: Extract<RecordedLine, { kind: "call" }>): SimulatedCall {
  return {
    tool,
    arguments: args,
    // A message cannot hold a number beyond a double.
    ...(notes.includes("number-too-large") && { argumentsText: jsonOf(args) }),
    ...(isRetry && { isRetry }),
    ...(grant === undefined ? {} : { grant }),
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
  };
}

/** JSON that reads back as the value, numbers beyond a double included. */
function jsonOf(value: unknown): string {
  const infinite = ["1e400", "-1e400"] as const;
  const mark = "\u0000infinite";
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "number" && !Number.isFinite(each) ? `${mark}${each < 0 ? 1 : 0}` : each,
  );
  return text.replace(/"\\u0000infinite([01])"/g, (_, negative) => infinite[negative === "1" ? 1 : 0]);
}
