import { isJsonObject, type JsonValue } from "../policy/json";
import type { WindowName } from "../policy/policy";

/** A limit before its counter has a name; without one of its own it gets the conventional one. */
export interface LimitDraft {
  readonly counter?: string;
  readonly window: WindowName;
  readonly max: number;
}

const windowsBySeconds: ReadonlyMap<number, WindowName> = new Map([
  [60, "minute"],
  [3600, "hour"],
  [86_400, "day"],
]);

/** The window that an older dialect named by its length in seconds or by its word. */
export function readWindow(value: JsonValue | undefined): WindowName | undefined {
  if (typeof value === "number") return windowsBySeconds.get(value);
  return value === "minute" || value === "hour" || value === "day" ? value : undefined;
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
  if (value === undefined || !isJsonObject(value)) return { why: unknownForm };
  const { max } = value;
  if (Object.keys(value).some((key) => key !== "max" && key !== "window")) return { why: unknownForm };
  if (!Object.hasOwn(value, "max") || !Object.hasOwn(value, "window")) return { why: unknownForm };
  const window = readWindow(value.window);
  if (window === undefined) return { why: noWindow(value.window) };
  return isMaximum(max) ? { window, max } : { why: noMaximum };
}

function readShort(text: string): LimitDraft | { readonly why: string } {
  const [, digits, unit] = /^\s*(\d+)\s*\/\s*([a-z]+)\s*$/i.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return { why: unknownForm };
  const window = readWindow(unit.toLowerCase());
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

const unknownForm =
  'It has no form that is known: write a limit with "counter", "window", "max" and "scope" under "limits".';
