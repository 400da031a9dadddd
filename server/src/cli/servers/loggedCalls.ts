import { boundedLines } from "../../disk/boundedLines";
import { openRegularFile } from "../../disk/openRegularFile";
import { LoggedCalls } from "../../service/stack/loggedCalls";
import { nameOf, unreadable } from "../readText";
import { note, UsageError } from "../terminal";

/** A longer line is not read, in characters. */
const longestLine = 4_000_000;

/** The calls of a log that were allowed, or of which it does not say how they were decided. Says what it leaves out. */
export async function loggedCalls(path: string): Promise<LoggedCalls> {
  const logged = new LoggedCalls();
  try {
    const stream = path === "-" ? process.stdin : (await openRegularFile(path)).file.createReadStream();
    for await (const lines of boundedLines(stream, longestLine)) for (const line of lines) logged.add(line);
  } catch (error) {
    throw unreadable(path, error);
  }
  const name = nameOf(path);
  const nothing = logged.whyNothing(name);
  if (nothing !== undefined) throw new UsageError(nothing);
  for (const sentence of logged.leftOut(name)) note(sentence);
  return logged;
}
