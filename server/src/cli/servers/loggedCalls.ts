import { boundedLines } from "../../disk/boundedLines";
import { openRegularFile } from "../../disk/openRegularFile";
import { isJsonObject } from "../../policy/text/json";
import { counted } from "../../policy/words/plain/plural";
import { readRecordedLine } from "../../service/simulation/recordedCall";
import type { RecordedCall } from "../../service/stack/suggestPolicy";
import { nameOf, unreadable } from "../readText";
import { note, UsageError } from "../terminal";

/** More calls are not read: they say no more about what is usual. */
const mostCalls = 200_000;

/** A longer line is not read, in characters. */
const longestLine = 4_000_000;

/** What is read of a log. */
export interface LoggedCalls {
  readonly calls: readonly RecordedCall[];
  /** The names of tools that have calls that are left out. */
  readonly refused: ReadonlySet<string>;
}

/** The calls of a log that were allowed, or of which it does not say how they were decided. Says what it leaves out. */
export async function loggedCalls(path: string): Promise<LoggedCalls> {
  const calls: RecordedCall[] = [];
  const refused = new Set<string>();
  let left = 0;
  let denied = 0;
  let notKnown = 0;
  try {
    const stream = path === "-" ? process.stdin : (await openRegularFile(path)).file.createReadStream();
    for await (const lines of boundedLines(stream, longestLine))
      for (const line of lines) {
        if (line?.trim() === "") continue;
        for (const read of line === undefined ? [] : readRecordedLine(line)) {
          if (read.kind === "unreadable") left++;
          if (read.kind !== "call") continue;
          const { tool, arguments: given, at, grant, decision } = read;
          if (decision === "deny" || decision === "unknown") refused.add(tool);
          if (decision === "deny") denied++;
          else if (decision === "unknown") notKnown++;
          else if (calls.length < mostCalls)
            calls.push({ tool, arguments: isJsonObject(given) ? given : undefined, at, grant });
        }
      }
  } catch (error) {
    throw unreadable(path, error);
  }
  const name = nameOf(path);
  if (calls.length === 0) throw new UsageError(nothingLeft(name, denied, notKnown));
  if (left > 0) note(`${left} lines of ${name} are not calls.`);
  if (denied > 0) note(`${leftOut(name, denied)}: ${denied === 1 ? "it was" : "they were"} denied.`);
  if (notKnown > 0)
    note(`${leftOut(name, notKnown)}: it is not known whether ${notKnown === 1 ? "it was" : "they were"} allowed.`);
  return { calls, refused };
}

function leftOut(name: string, count: number): string {
  return `${counted(count, "call")} of ${name} ${count === 1 ? "is" : "are"} left out`;
}

function nothingLeft(name: string, denied: number, notKnown: number): string {
  if (denied + notKnown === 0) return `${name} has no calls of tools.`;
  const why = [
    ...(denied > 0 ? [counted(denied, "was denied", "were denied")] : []),
    ...(notKnown > 0 ? [counted(notKnown, "is not known", "are not known")] : []),
  ];
  return `No call of ${name} is known to have been allowed: ${why.join(", ")}. There is nothing to make a policy of.`;
}
