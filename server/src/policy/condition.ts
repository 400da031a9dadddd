import type { JsonObject, JsonValue } from "./json";
import { compilePattern } from "./pattern";
import type { Condition } from "./policy";
import { goText, printedForm } from "./printedForm";

/** What a path into a call's arguments leads to. */
export type Resolved = { readonly found: true; readonly value: JsonValue } | { readonly found: false };

/** What a condition says about one call. */
export interface ConditionOutcome {
  readonly holds: boolean;
  /** The path did not resolve, so that the answer rests on the assumption `missingArgument`. A null is not missing. */
  readonly missing: boolean;
  /** The argument; undefined when the path did not resolve. */
  readonly actual: JsonValue | undefined;
}

/** A condition that is ready to be tested. Both functions are total: they answer for any arguments, and never throw. */
export interface CompiledCondition {
  /** Whether it holds; allocates nothing for scalar arguments. */
  readonly holds: (args: unknown) => boolean;
  /** Whether it holds, and why. */
  readonly test: (args: unknown) => ConditionOutcome;
}

/** Compares an argument that is there. */
type Comparison = (actual: JsonValue) => boolean;

const never: Comparison = () => false;

/** Stands for an argument that is not there. A symbol, since no JSON value is one. */
const absent: unique symbol = Symbol("absent");

const prefix = "args.";

const compiled = new WeakMap<Condition, CompiledCondition>();

/** The condition, ready to be tested; made once per condition object (spec §2, "Conditions"). */
export function compileCondition(condition: Condition): CompiledCondition {
  const known = compiled.get(condition);
  if (known !== undefined) return known;
  const made = compileNow(condition);
  compiled.set(condition, made);
  return made;
}

/** Whether a condition holds for a call's arguments, and why (spec §2, "Conditions"). */
export function testCondition(condition: Condition, args: unknown): ConditionOutcome {
  return compileCondition(condition).test(args);
}

/** Follows a path into a call's arguments: objects only, own keys, one per dot (spec §2, "Conditions"). */
export function resolvePath(path: string, args: unknown): Resolved {
  const value = walk(keysOf(path), args);
  return value === absent ? { found: false } : { found: true, value };
}

function compileNow({ path, op, value }: Condition): CompiledCondition {
  const keys = keysOf(path);
  const compare = comparisonOf(op, value);
  // The one operator that can hold for a missing argument.
  const whenAbsent = op === "exists" && value === false;
  return {
    holds: (args) => {
      const actual = walk(keys, args);
      return actual === absent ? whenAbsent : compare(actual);
    },
    test: (args) => {
      const actual = walk(keys, args);
      if (actual === absent) return { holds: whenAbsent, missing: true, actual: undefined };
      return { holds: compare(actual), missing: false, actual };
    },
  };
}

/** The keys to follow; undefined for a path that leads nowhere, whatever the arguments. `args.` asks for the key "". */
function keysOf(path: string): readonly string[] | undefined {
  return path.startsWith(prefix) ? path.slice(prefix.length).split(".") : undefined;
}

function walk(keys: readonly string[] | undefined, args: unknown): JsonValue | typeof absent {
  if (keys === undefined) return absent;
  let current = args;
  for (const key of keys) {
    if (typeof current !== "object" || current === null || Array.isArray(current)) return absent;
    if (!Object.hasOwn(current, key)) return absent;
    current = (current as JsonObject)[key];
  }
  return current as JsonValue;
}

function comparisonOf(op: string, value: JsonValue): Comparison {
  switch (op) {
    case "eq":
      return equalToAny([value]);
    case "neq":
      return not(equalToAny([value]));
    case "in":
      return Array.isArray(value) ? equalToAny(value) : never;
    case "not_in":
      // Not in what is no list: the reference engine negates `in`, which is false then.
      return not(Array.isArray(value) ? equalToAny(value) : never);
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return typeof value === "number" ? ordering(op, value) : never;
    case "exists":
      return typeof value === "boolean" ? (actual) => (actual !== null) === value : never;
    case "regex":
      return typeof value === "string" ? matching(value) : never;
    case "contains":
      return containing(value);
    default:
      return never;
  }
}

function not(comparison: Comparison): Comparison {
  return (actual) => !comparison(actual);
}

/**
 * Equality with any of some values: two numbers by value, anything else by its printed form. Sets, so that a list of a
 * thousand values costs no more than one.
 */
function equalToAny(values: readonly JsonValue[]): Comparison {
  const numbers = new Set<number>();
  const texts = new Set<string>();
  const textsOfNoNumber = new Set<string>();
  for (const value of values) {
    const text = printedForm(value);
    texts.add(text);
    if (typeof value === "number") numbers.add(value);
    else textsOfNoNumber.add(text);
  }
  return (actual) => {
    if (typeof actual !== "number") return texts.has(printedForm(actual));
    return numbers.has(actual) || (textsOfNoNumber.size > 0 && textsOfNoNumber.has(printedForm(actual)));
  };
}

function ordering(op: "lt" | "lte" | "gt" | "gte", value: number): Comparison {
  switch (op) {
    case "lt":
      return (actual) => typeof actual === "number" && actual < value;
    case "lte":
      return (actual) => typeof actual === "number" && actual <= value;
    case "gt":
      return (actual) => typeof actual === "number" && actual > value;
    case "gte":
      return (actual) => typeof actual === "number" && actual >= value;
  }
}

/** The pattern is looked up per call, not kept: a policy may hold more patterns than fit into memory when compiled. */
function matching(source: string): Comparison {
  return (actual) => {
    if (typeof actual !== "string") return false;
    const pattern = compilePattern(source);
    return "matches" in pattern && pattern.matches(actual);
  };
}

function containing(value: JsonValue): Comparison {
  const equal = equalToAny([value]);
  const piece = typeof value === "string" ? goText(value) : undefined;
  return (actual) => {
    if (typeof actual === "string") return piece !== undefined && goText(actual).includes(piece);
    return Array.isArray(actual) && actual.some(equal);
  };
}
