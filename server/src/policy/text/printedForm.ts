import type { JsonValue } from "./json";

/** How the numbers of a policy were loaded: JSON makes every one a float64, YAML keeps whole ones as integers. */
export type NumberLoading = "json" | "yaml";

/** What the ES2023 typings lack, although Node.js 20 and every browser that runs VS Code have it. */
interface WellFormed {
  isWellFormed(): boolean;
  toWellFormed(): string;
}

/** A text as Go holds it after reading JSON: half a surrogate pair becomes U+FFFD. */
export function goText(text: string): string {
  const checked = text as string & WellFormed;
  return checked.isWellFormed() ? text : checked.toWellFormed();
}

/**
 * How Go prints a JSON value (`%v`): what `eq` and its relatives compare unless both sides are numbers (spec §2,
 * "Conditions"). Total: anything that is not JSON prints as null does. No recursion, since a call's arguments may be
 * nested as deeply as their sender likes.
 */
export function printedForm(value: JsonValue, loading: NumberLoading = "json"): string {
  if (typeof value === "string") return goText(value);
  if (typeof value === "number") return printedNumber(value, loading);
  if (typeof value === "boolean") return value ? "true" : "false";
  return typeof value === "object" && value !== null ? printedComposite(value, loading) : "<nil>";
}

/**
 * A number as Go prints a float64: the shortest digits that give the number back, with an exponent when that is less
 * than -4, or 6 and more. (The limit of 21 belongs to JavaScript and to Go's JSON encoder; Go 1.19 printed 1e+06 for a
 * million when it was asked.)
 */
function printedNumber(value: number, loading: NumberLoading): string {
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const size = Math.abs(value);
  // An int64 or uint64 of Go, which prints all its digits.
  if (loading === "yaml" && Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64)
    return BigInt(value).toString();
  if (size >= 1e-4 && size < 1e6) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, "0")}`;
}

/** Whether Go prints a number with an exponent, so that a text of its digits does not equal it. */
export function hasExponent(value: number): boolean {
  return printedForm(value).includes("e");
}

/** An array or object of which the first `next` items are printed. */
interface Frame {
  readonly items: readonly JsonValue[];
  /** The keys of an object's values. */
  readonly keys: readonly string[] | undefined;
  next: number;
}

function printedComposite(root: object, loading: NumberLoading): string {
  let printed = "";
  const open = (value: object): Frame => {
    if (Array.isArray(value)) {
      printed += "[";
      return { items: value, keys: undefined, next: 0 };
    }
    printed += "map[";
    const keys = Object.keys(value).sort(compareAsUtf8);
    return { items: keys.map((key) => (value as Record<string, JsonValue>)[key] as JsonValue), keys, next: 0 };
  };
  const stack: Frame[] = [open(root)];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (frame.next === frame.items.length) {
      printed += "]";
      stack.pop();
      continue;
    }
    if (frame.next > 0) printed += " ";
    if (frame.keys !== undefined) printed += `${frame.keys[frame.next]}:`;
    const item = frame.items[frame.next++] as JsonValue;
    if (typeof item === "object" && item !== null) stack.push(open(item));
    else printed += printedForm(item, loading);
  }
  // Keys, too, have lost their unpaired surrogates when Go prints them.
  return goText(printed);
}

/** Orders texts by their UTF-8 bytes, which is by code point; JavaScript's own order puts U+FF5E after U+1F600. */
function compareAsUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Lifts surrogates, which stand for code points beyond U+FFFF, above every other code unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
