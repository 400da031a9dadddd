import { type AssumptionName, type Assumptions, defaultAssumptions, goBuilds } from "../model/assumptions";
import type { Condition } from "../model/policy";
import type { CompiledPattern } from "../pattern/compiledPattern";
import { compilePattern } from "../pattern/pattern";
import { patternBuilds } from "../pattern/patternBuilds";
import type { JsonObject, JsonValue } from "../text/json";
import { KeptWith } from "../text/keptWith";
import { goText, type NumberLoading, printedForm } from "../text/printedForm";

/** What a path into a call's arguments leads to. */
export type Resolved = { readonly found: true; readonly value: JsonValue } | { readonly found: false };

/** What a condition says about one call. */
export interface ConditionOutcome {
  /** undefined: not known; `notKnown` says why. */
  readonly holds: boolean | undefined;
  /** The path did not resolve, so that the answer rests on the assumption `missingArgument`. A null is not missing. */
  readonly missing: boolean;
  /** The argument; undefined when the path did not resolve. */
  readonly actual: JsonValue | undefined;
  /** The reading of the spec that the answer depends on for this argument. */
  readonly restsOn?: AssumptionName;
  /** Why it is not known. */
  readonly notKnown?: ConditionNotKnown;
}

/** Why it is not known whether a condition holds. */
export type ConditionNotKnown =
  /** The pattern is beyond a limit of our own; `why` is a sentence. */
  | { readonly kind: "pattern"; readonly why: string }
  /** Whether its class names compile depends on the Go version that the gateway was built with; `why` says which. */
  | { readonly kind: "class-names"; readonly why: string }
  /** The log has no arguments. */
  | { readonly kind: "arguments-not-recorded" };

/** Stands for the arguments of a call that was recorded without them: whatever looks at them is not known. */
export const notRecorded: unique symbol = Symbol("arguments not recorded");

/** Whether a condition holds by any reading of the spec; "missing": its argument is not there; undefined: that is not sure. */
export type Settled = boolean | "missing" | undefined;

/** A condition that is ready to be tested. All functions are total: they answer for any arguments, and never throw. */
export interface CompiledCondition {
  /** Whether it holds by the default readings, undefined when that is not known; allocates nothing for scalar arguments. */
  readonly holds: (args: unknown) => boolean | undefined;
  /** Whether it holds, where no reading is needed to say so; allocates nothing for scalar arguments. */
  readonly settle: (args: unknown) => Settled;
  /** The same as `holds` for what its path leads to; undefined stands for an argument that is not there. */
  readonly holdsFor: (actual: JsonValue | undefined) => boolean | undefined;
  /** Whether it holds, and why. */
  readonly test: (args: unknown, assumptions?: Assumptions) => ConditionOutcome;
}

/** Compares an argument that is there; undefined: not known. */
interface Comparison {
  readonly compare: (actual: JsonValue, assumptions: Assumptions) => boolean | undefined;
  /** The reading that the answer depends on for this argument; absent where there is none for any. */
  readonly restsOn?: (actual: JsonValue) => AssumptionName | undefined;
  /** Why the answer is not known. */
  readonly whyNot?: (assumptions: Assumptions) => ConditionNotKnown;
}

const never: Comparison = { compare: () => false };

/** Stands for an argument that is not there. A symbol, since no JSON value is one. */
const absent: unique symbol = Symbol("absent");

const prefix = "args.";

const compiled = new KeptWith<Condition, CompiledCondition>();

/** The condition, ready to be tested; made once per condition object (spec §2, "Conditions"). */
export function compileCondition(condition: Condition): CompiledCondition {
  const known = compiled.get(condition);
  if (known !== undefined) return known;
  const made = compileNow(condition);
  compiled.set(condition, made);
  return made;
}

/** Whether a condition holds for a call's arguments, and why (spec §2, "Conditions"). */
export function testCondition(condition: Condition, args: unknown, assumptions?: Assumptions): ConditionOutcome {
  return compileCondition(condition).test(args, assumptions);
}

/** Follows a path into a call's arguments: objects only, own keys, one per dot (spec §2, "Conditions"). */
export function resolvePath(path: string, args: unknown): Resolved {
  const value = walk(keysOf(path), args);
  return value === absent ? { found: false } : { found: true, value };
}

function compileNow({ path, op, value }: Condition): CompiledCondition {
  const keys = keysOf(path);
  const comparison = comparisonOf(op, value);
  const { compare, restsOn, whyNot } = comparison;
  // The one operator that can hold for a missing argument.
  const whenAbsent = op === "exists" && value === false;
  const looksAtArguments = keys !== undefined && (comparison !== never || whenAbsent);
  return {
    holds: (args) => {
      if (args === notRecorded && looksAtArguments) return undefined;
      const actual = walk(keys, args);
      return actual === absent ? whenAbsent : compare(actual, defaultAssumptions);
    },
    settle: (args) => {
      if (args === notRecorded && looksAtArguments) return undefined;
      const actual = walk(keys, args);
      // `exists` is about missing arguments: it has one reading only.
      if (actual === absent) return op === "exists" ? whenAbsent : "missing";
      return restsOn?.(actual) === undefined ? compare(actual, defaultAssumptions) : undefined;
    },
    holdsFor: (actual) => (actual === undefined ? whenAbsent : compare(actual, defaultAssumptions)),
    test: (args, assumptions = defaultAssumptions) => {
      if (args === notRecorded && looksAtArguments)
        return { holds: undefined, missing: false, actual: undefined, notKnown: { kind: "arguments-not-recorded" } };
      const actual = walk(keys, args);
      if (actual === absent) return { holds: whenAbsent, missing: true, actual: undefined };
      const outcome = { holds: compare(actual, assumptions), missing: false, actual };
      if (restsOn === undefined && whyNot === undefined) return outcome;
      const name = restsOn?.(actual);
      return {
        ...outcome,
        ...(name !== undefined && { restsOn: name }),
        ...(outcome.holds === undefined && whyNot !== undefined && { notKnown: whyNot(assumptions) }),
      };
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
    const inner: unknown = (current as JsonObject)[key];
    // No JSON value is undefined. What objects inherit is found by looking, too; asking each time takes as long as all else.
    if (inner === undefined || key in Object.prototype) if (!Object.hasOwn(current, key)) return absent;
    current = inner;
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
      return typeof value === "boolean" ? { compare: (actual) => (actual !== null) === value } : never;
    case "regex":
      return typeof value === "string" ? matching(value) : never;
    case "contains":
      return containing(value);
    default:
      return never;
  }
}

/** The opposite. Keeps whatever the answer rests on. */
function not({ compare, ...rest }: Comparison): Comparison {
  return { ...rest, compare: (actual, assumptions) => !compare(actual, assumptions) };
}

/**
 * Equality with any of some values: two numbers by value, anything else by its printed form. Sets, so that a list of a
 * thousand values costs no more than one.
 */
function equalToAny(values: readonly JsonValue[]): Comparison {
  return byLoading((loading) => equality(values, loading), values.some(printsByLoading));
}

type Test = (actual: JsonValue) => boolean;

/** The comparison by both ways to load a policy's numbers, where they can differ (assumption `numberText`). */
function byLoading(testFor: (loading: NumberLoading) => Test, canDiffer: boolean): Comparison {
  const asJson = testFor("json");
  if (!canDiffer) return { compare: asJson };
  const asYaml = testFor("yaml");
  return {
    compare: (actual, { numberText }) => (numberText === "as JSON loads it" ? asJson : asYaml)(actual),
    restsOn: (actual) => (asJson(actual) === asYaml(actual) ? undefined : "numberText"),
  };
}

/** Whether a value is printed differently when it was loaded from YAML. */
function printsByLoading(value: JsonValue): boolean {
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) >= 1e6;
  return typeof value === "object" && value !== null && printedForm(value) !== printedForm(value, "yaml");
}

function equality(values: readonly JsonValue[], loading: NumberLoading): Test {
  const numbers = new Set<number>();
  const texts = new Set<string>();
  const textsOfNoNumber = new Set<string>();
  for (const value of values) {
    const text = printedForm(value, loading);
    texts.add(text);
    if (typeof value === "number") numbers.add(value);
    else textsOfNoNumber.add(text);
  }
  return (actual) => {
    if (typeof actual === "string" && texts.has(actual)) return true;
    if (typeof actual !== "number") return texts.has(printedForm(actual));
    return numbers.has(actual) || (textsOfNoNumber.size > 0 && textsOfNoNumber.has(printedForm(actual)));
  };
}

function ordering(op: "lt" | "lte" | "gt" | "gte", value: number): Comparison {
  return { compare: orderTest(op, value) };
}

function orderTest(op: "lt" | "lte" | "gt" | "gte", value: number): Test {
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
  /** Whether it matches in a gateway of each build. */
  const byBuild = (actual: string) => {
    const builds = patternBuilds(source);
    return builds && goBuilds.map((build) => answerOf(builds[build], actual));
  };
  const agree = (answers: readonly unknown[]): boolean => answers.every((answer) => answer === answers[0]);
  return {
    compare: (actual, { classNames }) => {
      if (typeof actual !== "string") return false;
      const answers = byBuild(actual);
      if (answers === undefined) return answerOf(compilePattern(source), actual);
      if (agree(answers)) return answers[0];
      return classNames === "not known" ? undefined : answers[goBuilds.indexOf(classNames)];
    },
    restsOn: (actual) => {
      const answers = typeof actual === "string" ? byBuild(actual) : undefined;
      return answers === undefined || agree(answers) ? undefined : "classNames";
    },
    whyNot: ({ classNames }) => {
      const builds = patternBuilds(source);
      const pattern = builds === undefined || classNames === "not known" ? compilePattern(source) : builds[classNames];
      if (pattern.kind !== "not-known") return { kind: "pattern", why: tooLargeTogether };
      return { kind: pattern.because === "limit" ? "pattern" : "class-names", why: pattern.why };
    },
  };
}

const tooLargeTogether = "Its pattern and the argument are too large together to be tried here.";

/** A pattern that the engine refuses matches nothing (spec §2, "Conditions"). */
function answerOf(pattern: CompiledPattern, text: string): boolean | undefined {
  switch (pattern.kind) {
    case "compiled":
      return pattern.matches(text);
    case "refused":
      return false;
    case "not-known":
      return undefined;
  }
}

function containing(value: JsonValue): Comparison {
  const piece = typeof value === "string" ? goText(value) : undefined;
  return byLoading((loading) => {
    const equal = equality([value], loading);
    return (actual) => {
      if (typeof actual === "string") return piece !== undefined && goText(actual).includes(piece);
      return Array.isArray(actual) && actual.some(equal);
    };
  }, printsByLoading(value));
}
