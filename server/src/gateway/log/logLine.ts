import type { CounterReading } from "../../policy/decide/decision";
import type { LoggedCall } from "../callLog";
import { type Member, membersOf } from "../json/members";
import { readerKey } from "../json/readerKeys";

/** What a log keeps of arguments. */
export interface LoggedArguments {
  /** Whether their values are kept, and not only the names of the outermost ones. */
  readonly values: boolean;
  /** Arguments whose values are not kept all the same, by their path: `args.password`. */
  readonly redacted: readonly string[];
}

/** Whether a value can be at a path: names with dots between them, and no patterns. */
export function isArgumentPath(path: string): boolean {
  return /^args(?:\.[^.*[\]]+)+$/.test(path);
}

/** Replaces a value that is not kept. */
const redactedText = '"[redacted]"';

/** One call as a line of JSON, without its end. */
export function logLine(call: LoggedCall, { values, redacted }: LoggedArguments): string {
  const { at, grant, tool, decision, rule, message, policy, latencyMs, era, argumentsText, isForwarded, isRetry } =
    call;
  const { line: decidedBy, counters } = call;
  const members = argumentsText === undefined ? [] : membersOf(argumentsText);
  const isObject = argumentsText !== undefined && /^\s*\{/.test(argumentsText);
  const facts = {
    time: new Date(at).toISOString(),
    grant,
    tool,
    decision,
    rule,
    message,
    policy,
    latencyMs: Math.round(latencyMs * 1000) / 1000,
    era,
    ...(isForwarded !== (decision === "allow") && { forwarded: isForwarded }),
    ...(isRetry && { retry: true }),
    ...(decidedBy !== undefined && { line: decidedBy }),
    ...(counters.length > 0 && { counters: counters.map(withInstant) }),
    arguments: isObject ? members.map(({ key }) => key) : [],
  };
  const line = JSON.stringify(facts);
  if (!values || argumentsText === undefined) return line;
  const kept = withoutValues(argumentsText, redacted);
  // Line ends are white space here: in a string they are escaped.
  const text = kept.text.replace(/[\r\n]/g, " ");
  const paths = kept.paths.length === 0 ? "" : `,"redacted":${JSON.stringify(kept.paths)}`;
  return `${line.slice(0, -1)}${paths},"values":${text}}`;
}

/** A counter with the end of its window as people write it. */
function withInstant({ key, window, value, max, resetsAt }: CounterReading): object {
  return { key, window, value, max, resetsAt: new Date(resetsAt).toISOString() };
}

/** The arguments as they were written, so that big numbers keep their digits, without the values at some paths. */
function withoutValues(text: string, paths: readonly string[]): { readonly text: string; readonly paths: string[] } {
  const found: { readonly path: string; readonly place: Member }[] = [];
  for (const path of paths) for (const place of placesOf(text, path.split("."))) found.push({ path, place });
  // From the last one on, so that the others stay where they are; what is inside another goes with it.
  found.sort((a, b) => b.place.valueStart - a.place.valueStart);
  let left = text;
  for (const { place } of found) {
    const isInside = found.some(
      ({ place: outer }) => outer.valueStart < place.valueStart && place.valueEnd <= outer.valueEnd,
    );
    if (!isInside) left = left.slice(0, place.valueStart) + redactedText + left.slice(place.valueEnd);
  }
  return { text: left, paths: [...new Set(found.map(({ path }) => path))].sort() };
}

/**
 * Every place that a path leads to: of equal keys all, in any case, which some servers take for equal too, and of the elements
 * of a list each.
 */
function placesOf(text: string, [root, ...names]: readonly string[]): Member[] {
  if (root !== "args" || names.length === 0) return [];
  let places: readonly Member[] = [{ key: "", start: 0, valueStart: 0, valueEnd: text.length }];
  for (const name of names)
    places = places.flatMap((place) => objectsAt(text, place)).filter(({ key }) => readerKey(key) === readerKey(name));
  return [...new Map(places.map((place) => [place.valueStart, place])).values()];
}

/** The members of an object, or of the objects in a list. */
function objectsAt(text: string, { valueStart }: Member): Member[] {
  const members = membersOf(text, valueStart);
  return text[valueStart] === "[" ? members.flatMap((element) => objectsAt(text, element)) : members;
}
