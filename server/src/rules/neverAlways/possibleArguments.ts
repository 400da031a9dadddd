import { compileCondition } from "../../policy/decide/condition";
import type { Condition } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { KeptWith } from "../../policy/text/keptWith";
import { printedForm } from "../../policy/text/printedForm";
import { impossible } from "../../reach/impossible";

/** That a condition holds for a call's arguments, or with `holds: false`, that it does not. */
export interface Claim {
  readonly condition: Condition;
  readonly holds: boolean;
}

/** What an argument can be: the values listed, or anything of these types. */
export interface ArgumentDomain {
  readonly missing: boolean;
  /** The only values that it may have; undefined for all values of the types. */
  readonly values: readonly JsonValue[] | undefined;
  /** JSON types by the names of JSON Schema, with "number" for integers too. */
  readonly types: ReadonlySet<string>;
}

/** Anything that a call can send. */
export const anyArgument: ArgumentDomain = {
  missing: true,
  values: undefined,
  types: new Set(["null", "boolean", "number", "string", "array", "object"]),
};

/** More than this is not looked at: the answer is then "maybe". A policy is untrusted text. */
const mostClaims = 60;
const mostValues = 400;

/**
 * Whether claims about a call's arguments surely contradict each other. "false" means maybe: nothing is known.
 *
 * Nothing is calculated with sets: each claim is asked about one argument of every kind that the claims can tell apart,
 * by the function that decides calls (spec §2, "Conditions"). For one path these are:
 *
 * - a missing argument, null, true and false;
 * - numbers: each number that a claim mentions, one between any two neighbours, one below and one above them all. No
 *   claim changes its answer between two neighbours;
 * - each text that a claim compares with, and one text for all others, for which `regex` and `contains` may answer
 *   either way, though always the same;
 * - an array and an object, for which comparisons with Go's printed form of such may answer either way too.
 *
 * Two paths meet where one leads into the other: an argument that is there is in an object.
 */
export function surelyContradict(claims: readonly Claim[]): boolean {
  if (claims.length < 1 || claims.length > mostClaims) return false;
  const byPath = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { path } = claim.condition;
    const about = byPath.get(path);
    if (about === undefined) byPath.set(path, [claim]);
    else about.push(claim);
  }
  const judged: (readonly [string, Trials])[] = [];
  for (const [path, about] of byPath) {
    // Such a path leads nowhere, which another problem says.
    if (!path.startsWith("args.")) continue;
    const trials = trialsOf(about, anyArgument);
    if (trials === undefined) continue;
    if (nothingFits(trials)) return true;
    judged.push([path, trials]);
  }
  for (const [outer, kinds] of judged)
    for (const [inner, ofInner] of judged)
      if (inner.startsWith(`${outer}.`) && !mayBe("missing", ofInner) && !mayBe("object", kinds)) return true;
  // What patterns have in common takes automata: they are asked only where one argument has several.
  return [...byPath].some(
    ([path, about]) =>
      path.startsWith("args.") && about.filter(({ condition }) => isSearch(condition)).length > 1 && impossible(about),
  );
}

function isSearch({ op, value }: Condition): boolean {
  return op === "regex" || isTextSearch(op, value);
}

interface Entry {
  readonly conditions: readonly { readonly condition: Condition }[];
}

const contradictory = new KeptWith<Entry, boolean>();

/** Whether no call meets all conditions of an entry; looked for once for all rules. */
export function contradictsItself(entry: Entry): boolean {
  // That of a single one costs no more than to keep it.
  if (entry.conditions.length < 2) return cannotHold(entry);
  const known = contradictory.get(entry);
  if (known !== undefined) return known;
  const found = cannotHold(entry);
  contradictory.set(entry, found);
  return found;
}

function cannotHold({ conditions }: Entry): boolean {
  return surelyContradict(conditions.map(({ condition }) => ({ condition, holds: true })));
}

/** Claims of which none can be left out without losing the contradiction, in their order; undefined without a sure one. */
export function smallestContradiction<C extends Claim>(claims: readonly C[]): readonly C[] | undefined {
  if (!surelyContradict(claims)) return undefined;
  let left = claims;
  for (const claim of claims) {
    const without = left.filter((each) => each !== claim);
    if (surelyContradict(without)) left = without;
  }
  return left;
}

/** Whether a condition surely holds, or surely does not, for every argument of a domain; "maybe" when neither is sure. */
export function answerFor(condition: Condition, domain: ArgumentDomain): "always" | "never" | "maybe" {
  const isImpossible = (holds: boolean): boolean => {
    const trials = trialsOf([{ condition, holds }], domain);
    return trials !== undefined && nothingFits(trials);
  };
  if (isImpossible(true)) return isImpossible(false) ? "maybe" : "never";
  return isImpossible(false) ? "always" : "maybe";
}

/** What kind of argument may make claims about one path true. */
type Kind = "missing" | "null" | "boolean" | "number" | "string" | "array" | "object";

/** Asks for each kind whether an argument of it makes the claims true. Most are not asked: the first that does is enough. */
type Trials = readonly (readonly [Kind, () => boolean])[];

function nothingFits(trials: Trials): boolean {
  return !trials.some(([, fits]) => fits());
}

function mayBe(kind: Kind, trials: Trials): boolean {
  return trials.some(([each, fits]) => each === kind && fits());
}

/** How to ask the claims, which are about one path; undefined when there is too much to look at. */
function trialsOf(claims: readonly Claim[], domain: ArgumentDomain): Trials | undefined {
  const operands = claims.flatMap(({ condition }) => operandsOf(condition));
  if (operands.length > mostValues || (domain.values?.length ?? 0) > mostValues) return undefined;
  const tests = claims.map(testOf);
  const fits = (x: JsonValue | undefined): boolean => tests.every(({ answer, holds }) => isPossible(answer(x), holds));
  const trials: (readonly [Kind, () => boolean])[] = [];
  if (domain.missing) trials.push(["missing", () => fits(undefined)]);
  if (domain.values !== undefined) {
    for (const x of domain.values) trials.push([kindOf(x), () => fits(x)]);
    return trials;
  }
  const { types } = domain;
  if (types.has("string")) {
    const texts = new Set(operands.map((each) => printedForm(each)));
    const isOpenToTexts = ({ op, value }: Condition): boolean => op === "regex" || isTextSearch(op, value);
    trials.push(["string", () => [...texts].some(fits) || fitsOpenly(tests, unlike(texts), isOpenToTexts)]);
  }
  if (types.has("number")) trials.push(["number", () => numbersAround(operands).some(fits)]);
  if (types.has("null")) trials.push(["null", () => fits(null)]);
  if (types.has("boolean")) trials.push(["boolean", () => fits(true) || fits(false)]);
  if (types.has("array")) trials.push(["array", () => fitsOpenly(tests, [], (each) => isOpen(each, "["))]);
  if (types.has("object")) trials.push(["object", () => fitsOpenly(tests, {}, (each) => isOpen(each, "map["))]);
  return trials;
}

/** Whether a claim may be true: it is what is found, or what is found is not known. */
function isPossible(found: boolean | undefined, claimed: boolean): boolean {
  return found === undefined || found === claimed;
}

interface Test extends Claim {
  readonly answer: (x: JsonValue | undefined) => boolean | undefined;
}

function testOf({ condition, holds }: Claim): Test {
  return { condition, holds, answer: compileCondition(condition).holdsFor };
}

/**
 * Whether a value that stands for many others may fit: claims that do not answer the same for all of them may be true,
 * unless one says what another denies.
 */
function fitsOpenly(tests: readonly Test[], x: JsonValue, isOpenFor: (condition: Condition) => boolean): boolean {
  const said = new Map<string, boolean>();
  for (const { condition, holds, answer } of tests) {
    if (!isOpenFor(condition)) {
      if (!isPossible(answer(x), holds)) return false;
      continue;
    }
    const key = JSON.stringify([condition.op, condition.value]);
    if (said.get(key) === !holds) return false;
    said.set(key, holds);
  }
  return true;
}

function isTextSearch(op: string, value: JsonValue): boolean {
  return op === "contains" && typeof value === "string";
}

/** Whether a condition may answer differently for two arrays, or for two objects. */
function isOpen({ op, value }: Condition, opening: "[" | "map["): boolean {
  if (op === "contains") return opening === "[";
  if (op === "eq" || op === "neq") return printedForm(value).startsWith(opening);
  if (op === "in" || op === "not_in")
    return Array.isArray(value) && value.some((each) => printedForm(each).startsWith(opening));
  return false;
}

/** The values that a condition compares with. */
function operandsOf({ op, value }: Condition): readonly JsonValue[] {
  if (op === "in" || op === "not_in") return Array.isArray(value) ? value : [];
  return op === "exists" || op === "regex" ? [] : [value];
}

/** Every number that the operands mention, and one from each gap between them. */
function numbersAround(operands: readonly JsonValue[]): readonly number[] {
  const mentioned = operands
    // A number equals the string that Go prints for it.
    .map((each) => (typeof each === "number" ? each : typeof each === "string" ? Number(each) : Number.NaN))
    .filter(Number.isFinite);
  const sorted = [-Number.MAX_VALUE, ...new Set([...mentioned, 0]), Number.MAX_VALUE].sort((a, b) => a - b);
  // Halved first, so that the sum of two large ones stays finite; of neighbours it gives one of them.
  const between = sorted.slice(1).map((high, index) => (sorted[index] ?? high) / 2 + high / 2);
  return [...sorted, -0, ...between, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

/** A text that is none of some texts, nor the printed form of a number. */
function unlike(texts: ReadonlySet<string>): string {
  let text = "x";
  while (texts.has(text)) text += "x";
  return text;
}

function kindOf(value: JsonValue): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "boolean" | "number" | "string" | "object";
}
