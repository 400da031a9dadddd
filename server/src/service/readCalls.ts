import type { ReadCallsResult, SimulatedCall } from "../wire";
import { readRecordedCall } from "./recordedCall";

/** The calls of a log in JSON Lines, as far as its lines are calls with arguments. */
export function readCalls(text: string, most: number): ReadCallsResult {
  const calls: SimulatedCall[] = [];
  let withoutArguments = 0;
  let unreadable = 0;
  let firstUnreadable: ReadCallsResult["firstUnreadable"] = null;
  let left = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const entry = readRecordedCall(line);
    if (entry.kind === "unreadable") {
      unreadable++;
      firstUnreadable ??= { line: index + 1, why: entry.why };
    } else if (entry.kind === "call") {
      if (entry.arguments === undefined) withoutArguments++;
      else if (calls.length >= most) left++;
      else
        calls.push({
          tool: entry.tool,
          arguments: entry.arguments,
          ...(entry.grant === undefined ? {} : { grant: entry.grant }),
          ...(entry.at === undefined ? {} : { at: new Date(entry.at).toISOString() }),
        });
    }
  }
  return { calls, withoutArguments, unreadable, firstUnreadable, left };
}
