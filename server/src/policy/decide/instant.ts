/** The last instant that a date can hold, before and after 1970, in epoch milliseconds. */
const furthest = 8.64e15;

/**
 * What the text of an instant looks like; the schema of test files has the same. Fewer digits than 12 could as well be
 * seconds, or a year.
 */
export const instantForm =
  /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$|^-?\d{12,16}$/;

/** What an instant looks like, for messages. */
export const exampleInstant = "2026-01-01T09:00:00Z";

/**
 * The one grammar of an instant, for the command line, test files, logs and the simulator: a day of ISO 8601
 * (`2026-01-01`), with a time (`2026-01-01T09:00`), seconds and a zone (`2026-01-01T09:00:00.5+01:00`), in UTC when it
 * names no zone; or epoch milliseconds, as a number or as 12 digits and more. The epoch milliseconds of it; undefined for
 * anything else, such as 30 February.
 */
export function readInstant(given: unknown): number | undefined {
  if (typeof given === "number") return Math.abs(given) <= furthest ? given : undefined;
  if (typeof given !== "string") return undefined;
  const form = instantForm.exec(given);
  if (form === null) return undefined;
  const [, year, month, day] = form;
  if (year === undefined) return readInstant(Number(given));
  // Date.parse takes 30 February for 2 March.
  const midnight = new Date(Date.parse(`${year}-${month}-${day}`));
  if (midnight.getUTCDate() !== Number(day)) return undefined;
  const namesTime = given.includes("T");
  const at = Date.parse(namesTime && !/(?:Z|[+-]\d\d:\d\d)$/.test(given) ? `${given}Z` : given);
  return Number.isNaN(at) ? undefined : at;
}
