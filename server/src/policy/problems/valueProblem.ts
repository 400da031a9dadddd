import type { Node } from "jsonc-parser";
import { askedByValue } from "../decide/askedState";
import { findField } from "../model/schema";
import type { Target } from "../model/target";
import { adviceOnOperator } from "../model/textOperator";
import { toJson } from "../text/json";
import { fieldValue, propertiesOf } from "../text/navigate";
import { nearest } from "../text/nearest";
import type { Problem, Severity } from "../text/problem";
import { type Span, spanOf } from "../text/span";
import { describeNode } from "../words/describeValue";
import { listOf } from "../words/plain/listOf";
import { quote } from "../words/plain/quote";
import { typesInWords } from "../words/plain/types";
import { wantedStateInWords } from "../words/plain/wantedStateInWords";
import { guessValue } from "./guessValue";
import type { ProblemCode } from "./problemCodes";
import type { SchemaError } from "./schemaValidator.generated.mjs";

/** One difference of a value from the schema as a problem; undefined when it follows from another one. */
export function valueProblem(target: Target, error: SchemaError): Problem | undefined {
  // The parser has said that the number is too large to be held.
  if (target.value.type === "number" && !Number.isFinite(target.value.value)) return undefined;
  switch (error.keyword) {
    case "type":
      return isOperand(target) ? wrongOperand(target, String(error.params.type)) : wrongType(target);
    case "enum":
      return unknownText(target);
    case "pattern":
      return pathOutsideArgs(target);
    case "minLength":
      return problem(target, "empty-counter", "A counter needs a name: it tells one count from another.");
    case "minimum":
      return problem(target, "not-positive", `"max" must be ${expectations.get("max")}, not ${target.value.value}.`);
    case "maximum":
      return problem(target, "number-out-of-range", `"max" must be at most ${error.params.limit}.`);
    default:
      return withValue(problem(target, "wrong-type", "The format does not allow this value here."), target);
  }
}

function problem(target: Target, code: ProblemCode, message: string, severity: Severity = "error"): Problem {
  return { code, severity, message, span: spanToUnderline(target) };
}

/** The problem with the value that was probably meant; of a long container only the key is underlined, and stays. */
function withGuess(found: Problem, { value }: Target, by: string | undefined): Problem {
  if (by === undefined || (value.children ?? []).length > 0) return found;
  return { ...found, remedies: [{ kind: "replace-value", by }, ...(found.remedies ?? [])] };
}

/** The problem with the value, which may say what type is meant. */
function withValue(found: Problem, { place, field, isElement, value, parent }: Target): Problem {
  const isRules = place === "tool" && parent === undefined;
  const remedy = { kind: "retype", field: isRules ? undefined : isElement ? "" : field, value } as const;
  return { ...found, remedies: [...(found.remedies ?? []), remedy] };
}

/** The value; for a container with content, which may be long, its key or at least its opening bracket. */
function spanToUnderline({ value, key }: Target): Span {
  if ((value.children ?? []).length === 0) return spanOf(value);
  return key === undefined ? { start: value.offset, end: value.offset + 1 } : spanOf(key);
}

function isOperand({ field, isElement, parent }: Target): boolean {
  return field === "value" && !isElement && parent?.place === "condition";
}

function wrongOperand(target: Target, type: string): Problem {
  const operator = fieldValue(target.parent?.value, "op")?.value;
  const expected = typesInWords([type]);
  const message = `"value" must be ${expected} for ${quote(String(operator))}, not ${describeNode(target.value)}.`;
  return withValue(problem(target, "wrong-operand", message), target);
}

/** What a field holds, for `"field" must be …`. */
const expectations: ReadonlyMap<string, string> = new Map([
  ["version", 'the string "1"'],
  ["default", '"allow" or "deny"'],
  ["hide", "an array of tool names"],
  ["all_tools", 'an object with "limits"'],
  ["tools", "an object whose keys are the names of tools"],
  ["require", "an array of predicates"],
  ["deny_if", "an array of predicates"],
  ["limits", "an array of limits"],
  ["conditions", "an array of conditions"],
  ["on_deny", "a string"],
  ["path", 'a string that starts with "args."'],
  ["op", 'the name of an operator, such as "eq"'],
  ["counter", "a string"],
  ["window", '"minute", "hour" or "day"'],
  ["max", "a whole number of 1 or more"],
  ["scope", 'the string "grant"'],
]);

function wrongType(target: Target): Problem {
  const { field, isElement, value } = target;
  const found = describeNode(value);
  if (target.place === "tool") {
    const wanted = askedByValue(toJson(value));
    const how =
      wanted === "denied" || wanted === "hidden"
        ? `. ${wantedStateInWords[wanted]}`
        : "; {} allows it without further checks.";
    return withValue(
      problem(target, "wrong-type", `The rules of ${quote(field)} must be an object, not ${found}${how}`),
      target,
    );
  }
  if (isElement) {
    const expected = field === "hide" ? "the name of a tool" : "an object in braces";
    return withValue(
      problem(target, "wrong-type", `Each entry of ${quote(field)} must be ${expected}, not ${found}.`),
      target,
    );
  }
  const expected = expectations.get(field) ?? "of another type";
  if (field === "version")
    return withGuess(
      problem(target, "unsupported-version", `"version" must be ${expected}, not ${found}.`),
      target,
      "1",
    );
  const plain = field === "max" && value.type === "number" ? String(value.value) : found;
  const guess = guessValue(field, value.value);
  const hint = isLonely(field, value) ? " Put it in brackets: [ { … } ]." : "";
  const question = guess === undefined ? "" : ` Did you mean ${quote(guess)}?`;
  const message = `${quote(field)} must be ${expected}, not ${plain}.${hint}${question}`;
  return withGuess(withValue(problem(target, "wrong-type", message), target), target, guess);
}

/** An object that would be right inside an array. */
function isLonely(field: string, value: Node): boolean {
  const expectsObjects = field === "limits" || field === "require" || field === "deny_if" || field === "conditions";
  return expectsObjects && propertiesOf(value).length > 0;
}

const unknownTexts: ReadonlyMap<string, { readonly code: ProblemCode; readonly kind: string }> = new Map([
  ["default", { code: "unknown-default", kind: "a default" }],
  ["window", { code: "unknown-window", kind: "a window" }],
  ["op", { code: "unknown-operator", kind: "an operator" }],
]);

function unknownText(target: Target): Problem {
  const { field, value } = target;
  const text = String(value.value);
  if (field === "version")
    return withGuess(
      problem(
        target,
        "unsupported-version",
        `"version" must be the string "1", not ${quote(text)}: there is no other.`,
      ),
      target,
      "1",
    );
  if (field === "scope")
    return withGuess(
      problem(
        target,
        "unknown-scope",
        `${quote(text)} is not a known scope; every published policy says "grant". The gateway may ignore or refuse it.`,
        "warning",
      ),
      target,
      "grant",
    );
  const { code, kind } = unknownTexts.get(field) ?? { code: "wrong-type", kind: "a value of this field" };
  const names = findField(placeOf(target), field)?.values?.map((each) => quote(each.value)) ?? [];
  const other = field === "op" ? adviceOnOperator(text) : undefined;
  const withOther = (found: Problem): Problem =>
    field === "op" ? { ...found, remedies: [{ kind: "replace-operator", operator: value }] } : withValue(found, target);
  if (other !== undefined) return withOther(problem(target, code, `${quote(text)} is not ${kind}; ${other}`));
  const guess = guessValue(field, text);
  const advice = guess === undefined ? `; use ${listOf(names, "or")}.` : `. Did you mean ${quote(guess)}?`;
  return withGuess(withOther(problem(target, code, `${quote(text)} is not ${kind}${advice}`)), target, guess);
}

function placeOf({ parent }: Target) {
  return parent?.place ?? "policy";
}

function pathOutsideArgs(target: Target): Problem {
  const path = String(target.value.value);
  const holder = target.parent?.value;
  const isAlwaysTrue = fieldValue(holder, "op")?.value === "exists" && fieldValue(holder, "value")?.value === false;
  const effect = `so it never finds a value and the condition ${isAlwaysTrue ? "always" : "never"} holds`;
  const guess = guessPath(path);
  const advice = guess === undefined ? adviceOnPath(path) : ` Did you mean ${quote(guess)}?`;
  return withGuess(
    problem(target, "path-outside-args", `${quote(path)} does not start with "args.", ${effect}.${advice}`, "warning"),
    target,
    guess,
  );
}

function adviceOnPath(path: string): string {
  return path.startsWith("state.") ? ' Counts belong to an older dialect: write a limit under "limits" instead.' : "";
}

/** Words that people write in place of `args`. */
const otherRoots = new Set(["arg", "args", "argument", "arguments", "params", "parameters", "input"]);

/** The path that was probably meant: the name of an argument alone, or another word in place of `args`. */
function guessPath(written: string): string | undefined {
  const path = written.replace(/^\$\.?/, "");
  if (!/^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/.test(path)) return undefined;
  const [root = "", ...rest] = path.split(".");
  if (root === "state") return undefined;
  if (!otherRoots.has(root.toLowerCase()) && nearest(root, ["args"]) === undefined) return `args.${path}`;
  return rest.length === 0 ? undefined : `args.${rest.join(".")}`;
}
