/** "2026-05-06" of an ISO instant. */
export function dateOf(instant: string): string {
  return instant.slice(0, 10);
}

/** "14:32:10" of an ISO instant. All times are UTC, as the gateway's windows are. */
export function timeOf(instant: string): string {
  return instant.slice(11, 19);
}

/** An instant as seen from another: the time alone on the same day, else with its date. */
export function instantFrom(instant: string, reference: string): string {
  return dateOf(instant) === dateOf(reference) ? timeOf(instant) : `${dateOf(instant)} ${timeOf(instant)}`;
}

/** The share of a limit that is used up, 0 to 100. */
export function percentage(value: number, max: number): number {
  return max > 0 ? Math.ceil(Math.min(1, Math.max(0, value / max)) * 100) : 100;
}

/** A height for the arguments box that shows short arguments whole and keeps long ones in bounds. */
export function rowsFor(text: string): number {
  return Math.min(20, Math.max(4, text.split("\n").length));
}
