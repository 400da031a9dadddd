import type { WindowName } from "../../policy/model/policy";
import { isJsonObject, type JsonValue } from "../../policy/text/json";

/** A limit before its counter has a name; without one of its own it gets the conventional one. */
export interface LimitDraft {
  readonly counter?: string;
  readonly window: WindowName;
  readonly max: number;
}

const windowsByWord: ReadonlyMap<string, WindowName> = new Map<string, WindowName>([
  ...["60", "60s", "1m", "m", "min", "mins", "minute", "minutes"].map((word) => [word, "minute"] as const),
  ...["3600", "3600s", "60m", "1h", "h", "hr", "hrs", "hour", "hours"].map((word) => [word, "hour"] as const),
  ...["86400", "86400s", "24h", "1d", "d", "day", "days"].map((word) => [word, "day"] as const),
]);

/** The window that an older dialect names by its length in seconds or by a word: `60`, `"min"`, `"1h"`. */
export function readWindow(value: JsonValue | undefined): WindowName | undefined {
  return typeof value === "number" || typeof value === "string"
    ? windowsByWord.get(String(value).toLowerCase())
    : undefined;
}

/** Why a window has no equivalent, in a sentence. */
export function noWindow(value: JsonValue | undefined): string {
  const fact =
    typeof value === "number"
      ? `A window of ${value} seconds has no equivalent in this format`
      : "Its window has no equivalent in this format";
  return `${fact}: a limit covers a minute, an hour or a day.`;
}

/** `rate_limit` of the older dialects (spec §3), or why it has no equivalent. */
export function readRateLimit(value: JsonValue | undefined): LimitDraft | { readonly why: string } {
  if (typeof value === "string") return readShort(value);
  if (isMaximum(value)) return { why: "It does not say for which window. Choose one." };
  if (value === undefined || !isJsonObject(value)) return { why: unknownForm };
  const { max } = value;
  if (Object.keys(value).some((key) => key !== "max" && key !== "window")) return { why: unknownForm };
  if (!Object.hasOwn(value, "max") || !Object.hasOwn(value, "window")) return { why: unknownForm };
  const window = readWindow(value.window);
  if (window === undefined) return { why: noWindow(value.window) };
  return isMaximum(max) ? { window, max } : { why: noMaximum };
}

function readShort(text: string): LimitDraft | { readonly why: string } {
  const [, digits, unit] = /^\s*(\d{1,15})\s*(?:\/|per\b)\s*([a-z0-9]+)\s*$/i.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return { why: unknownForm };
  const window = readWindow(unit);
  if (window === undefined) return { why: noWindow(unit) };
  const max = Number(digits);
  return isMaximum(max) ? { window, max } : { why: noMaximum };
}

/** Whether a limit may have this maximum (spec §1). */
export function isMaximum(value: JsonValue | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

/** What a maximum has to be, in a sentence. */
export const noMaximum = "The maximum of a limit is a whole number of 1 or more here.";

const unknownForm = 'Its form is not known: write a limit with "counter", "window", "max" and "scope" under "limits".';
