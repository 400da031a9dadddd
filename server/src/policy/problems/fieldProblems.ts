import type { Node } from "jsonc-parser";
import { isNote } from "../model/oldFields";
import { fieldsOf, findField, type Place } from "../model/schema";
import type { Problem, Remedy, Severity } from "../text/problem";
import type { Span } from "../text/span";
import { listOf } from "../words/plain/listOf";
import { quote } from "../words/plain/quote";
import type { MemberPlace, PolicyProblem } from "./policyProblem";
import type { ProblemCode } from "./problemCodes";
import { guessField, placeNames, unknownFieldMessage } from "./unknownField";

/** An object that has fields, as far as its keys matter. */
export interface FieldHolder {
  readonly place: Place;
  readonly span: Span;
  /** The object; undefined for the policy, whose members are parsed by themselves. */
  readonly node: Node | undefined;
  readonly keys: readonly {
    readonly name: string;
    readonly key: Node;
    readonly span: Span;
    /** The member that the key is the name of. */
    readonly of?: MemberPlace;
    readonly hasValue: boolean;
    /** Whether the value looks like the rules of a tool. */
    readonly looksLikeRules: boolean;
  }[];
  /** The object's text is broken, or still being typed: what is missing may come. */
  readonly isUnfinished: boolean;
}

/**
 * Problems of the keys of an object: fields that it lacks, and fields that the format does not know. One cause is one
 * problem: when a similar field is in the place of a missing one, the misspelling is all that is said.
 *
 * What is missing has no text of its own. It is shown at the object's first known key, which says what kind of object
 * this is and stays where it is when more entries follow; at the first key if none is known; at an empty object itself.
 */
export function fieldProblems(
  holder: FieldHolder,
  missingNames: readonly string[],
  unknownNames: readonly string[],
): PolicyProblem[] {
  const { place, keys } = holder;
  const present = new Set(keys.map(({ name }) => name));
  // A field whose value is not typed yet has a syntax problem already.
  const missing = new Set(holder.isUnfinished ? [] : missingNames.filter((name) => !present.has(name)));
  const absent = fieldsOf(place).flatMap(({ name }) => (present.has(name) ? [] : [name]));
  const unknown = new Set(unknownNames);
  const problems: PolicyProblem[] = [];
  for (const key of keys) {
    if (!unknown.has(key.name) || !key.hasValue) continue;
    const guess = guessField(place, key.name, absent);
    const certain = guess !== undefined && missing.delete(guess);
    const remedies: Remedy[] = guess === undefined ? [] : [{ kind: "rename-key", to: guess, certain }];
    if (isNote(place, key.name)) remedies.push({ kind: "drop-note", key: key.key });
    const more = { ...(remedies.length > 0 && { remedies }), ...(key.of !== undefined && { of: key.of }) };
    if (certain) {
      const message = `${quote(key.name)} is not a field of ${placeNames[place]}. Did you mean ${quote(guess)}?`;
      problems.push({ ...problem("misspelt-field", "error", message, key.span), ...more });
    } else {
      const message = unknownFieldMessage(place, key.name, guess, key.looksLikeRules);
      problems.push({ ...problem("unknown-field", "warning", message, key.span), ...more });
    }
  }
  if (missing.size > 0) {
    const names = [...missing];
    const anchor = keys.find(({ name }) => findField(place, name)) ?? keys[0] ?? holder;
    problems.push({
      ...problem("missing-field", "error", missingMessage(place, names), anchor.span),
      remedies: [{ kind: "add-fields", names, holder: holder.node }],
    });
  }
  return problems;
}

function problem(code: ProblemCode, severity: Severity, message: string, span: Span): Problem {
  return { code, severity, message, span };
}

function missingMessage(place: Place, names: readonly string[]): string {
  const holder = placeNames[place].replace(/^a/, "A");
  const [name] = names;
  const purpose = name === undefined ? undefined : purposes[place]?.[name];
  if (names.length === 1 && purpose !== undefined) return `${holder} needs ${quote(name ?? "")}: ${purpose}.`;
  return `${holder} needs ${listOf(names.map(quote), "and")}.`;
}

/** What a required field is for, behind a colon. */
const purposes: Partial<Readonly<Record<Place, Readonly<Record<string, string>>>>> = {
  policy: {
    version: 'the version of the format, always the string "1"',
    default: 'what happens to tools that are not listed, "allow" or "deny"',
  },
  predicate: { conditions: "the comparisons that must all hold; [] always holds" },
  condition: {
    path: 'the argument to look at, such as "args.amount"',
    op: 'the operator to compare with, such as "eq"',
    value: "what the argument is compared with",
  },
  limit: {
    counter: "the name of the count",
    window: 'the time that it covers, "minute", "hour" or "day"',
    max: "the highest number of calls in one window",
    scope: 'whose calls are counted together, always "grant"',
  },
};
