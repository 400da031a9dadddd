import { testCondition } from "../../policy/decide/condition";
import { setInMember } from "../../policy/edit/memberEdits";
import type { Condition } from "../../policy/model/policy";
import type { ConditionSyntax, PredicateSyntax, ToolSyntax } from "../../policy/model/toolModel";
import type { JsonObject, JsonValue } from "../../policy/text/json";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { shownValue } from "../../policy/words/shownValue";
import { aliasAttacks } from "../../reach/attacks/besideAttacks";
import { callWhere } from "../../reach/attacks/callWhere";
import type { Finding, Fix, FixPlace, Rule, ToolSubject } from "../engine/rule";
import { type DescribedArgument, describedArgument } from "../neverAlways/argumentDomain";
import { type Claim, surelyContradict } from "../neverAlways/possibleArguments";
import { guardedBy } from "./guarded";
import { holeFindings } from "./holeFindings";

/** Spec §2, "Conditions": for a missing argument every operator but `exists` is false, `neq` and `not_in` included. */
export const denyIfMayNotFire: Rule = {
  code: "deny-if-may-not-fire",
  title: "A denial does not fire when the argument is left out",
  area: "holes",
  severity: "warning",
  docs: {
    what: [
      "A condition of `deny_if` checks an argument that a call can leave out, although that call should most likely be denied, too:",
      "",
      "- `neq` or `not_in`, which say what is allowed. It is not reported when the argument is required by the input schema, when the schema's default is one of the allowed values, or when `false`, `0`, an empty string or null is allowed, since a missing argument most often means the same.",
      "- any operator, when the schema names a default for the missing argument and the entry would deny that default.",
      "- any operator, when the schema calls another argument, which is unchecked, an alias of it.",
      '- a comparison of numbers, when the schema also allows other types than a number: the string "500" is not greater than 100.',
      "",
      "A comparison with an optional number without such a default is not reported: a missing amount usually means no amount. Not reported where `require`, or another denial, ensures that the argument is present.",
    ].join("\n"),
    why: "For a missing argument, every operator but `exists` is false, `neq` and `not_in` included. So an agent passes the check by leaving the argument out, and the server then uses its default.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.currency", "op": "neq", "value": "EUR" }],
          "on_deny": "Refunds are paid in EUR only."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "require": [
        {
          "conditions": [{ "path": "args.currency", "op": "exists", "value": true }],
          "on_deny": "Name the currency of the refund."
        }
      ],
      "deny_if": [
        {
          "conditions": [{ "path": "args.currency", "op": "neq", "value": "EUR" }],
          "on_deny": "Refunds are paid in EUR only."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Require …", "Deny the call without … too", "Deny …"],
  check: {
    each: "tool",
    find: (subject) => [
      ...subject.syntax.denyIf.flatMap((entry) => findingsAbout(subject, entry)),
      ...holeFindings(
        subject,
        aliasAttacks,
        ({ says }) => says,
        () => [],
      ),
    ],
  },
};

function findingsAbout(subject: ToolSubject, entry: PredicateSyntax): readonly Finding[] {
  const { record, syntax } = subject;
  const paths = new Set(entry.conditions.map(({ condition }) => condition.path));
  return [...paths].flatMap((path) => {
    const about = entry.conditions.filter(({ condition }) => condition.path === path);
    // Who says whether the argument exists has thought of it.
    if (about.some(({ condition }) => condition.op === "exists")) return [];
    const described = describedArgument(record, path);
    // An argument that the schema does not list, or an intricate one, is judged no further.
    if (record !== undefined && described === undefined) return [];
    const hole = holeOf(path, about, described);
    if (hole === undefined) return [];
    if (hole.isMissing && isGuarded(syntax, entry, path)) return [];
    const call = hole.isMissing ? callWithout(subject, entry, path) : undefined;
    return [
      {
        span: spanOf(hole.at.path ?? hole.at.node),
        message: hole.message,
        ...(call !== undefined && { call }),
        ...(hole.isMissing && { fixes: (place) => [guard(place, syntax, entry, path)].flat() }),
      } satisfies Finding,
    ];
  });
}

/** A call that the entry is about, and that leaves the argument out. */
function callWithout(subject: ToolSubject, entry: PredicateSyntax, path: string): JsonObject | undefined {
  const argument = guardedBy(subject).find((each) => each.path === path);
  const others = entry.conditions.map(({ condition }) => condition).filter((each) => each.path !== path);
  const missing = { path, op: "exists", value: false, span: { start: 0, end: 0 } };
  return argument && callWhere(argument.tool, [missing, ...others]);
}

interface Hole {
  readonly at: ConditionSyntax;
  readonly message: string;
  /** Whether calls that leave the argument out pass; else those that send another type. */
  readonly isMissing: boolean;
}

function holeOf(
  path: string,
  about: readonly ConditionSyntax[],
  described: DescribedArgument | undefined,
): Hole | undefined {
  const [at] = about;
  if (at === undefined || !path.startsWith("args.")) return undefined;
  const isOptional = described === undefined || described.missing;
  const fallback = described?.default;
  if (isOptional && fallback !== undefined && fallback !== null) {
    // The server goes on as if the default had been sent, and the author denies that.
    if (!about.every(({ condition }) => holdsFor(condition, fallback))) return undefined;
    return {
      at,
      isMissing: true,
      message: `A call without ${path} is not denied: ${at.condition.op} is false when the argument is missing. The server then takes its default ${shownValue(fallback)}, which this entry would deny.`,
    };
  }
  if (isOptional && about.every(({ condition }) => saysWhatIsAllowed(condition)))
    return {
      at,
      isMissing: true,
      message: `A call without ${path} is not denied: ${at.condition.op} is false when the argument is missing, although it then equals nothing.`,
    };
  const comparison = about.find(({ condition }) => /^[lg]te?$/.test(condition.op));
  const types = described?.types;
  if (comparison === undefined || types === undefined || !types.has("number") || !types.has("string")) return undefined;
  const { op, value } = comparison.condition;
  if (described?.values !== undefined || typeof value !== "number") return undefined;
  return {
    at: comparison,
    isMissing: false,
    message: `A call whose ${path} is a string is not denied, and the tool accepts strings: ${op} is false for anything but a JSON number, such as the string ${quote(String(value + (op.startsWith("l") ? -1 : 1)))}.`,
  };
}

/** Whether a condition denies all but some values, none of which a missing argument most often stands for. */
function saysWhatIsAllowed({ op, value }: Condition): boolean {
  if (op !== "neq" && op !== "not_in") return false;
  const allowed: readonly JsonValue[] = op === "neq" ? [value] : Array.isArray(value) ? value : [];
  const isEmpty = (each: JsonValue): boolean => !each || each === "false" || (Array.isArray(each) && each.length === 0);
  return allowed.length > 0 && !allowed.some(isEmpty);
}

function holdsFor(condition: Condition, x: JsonValue): boolean {
  return testCondition({ ...condition, path: "args.x" }, { x }).holds !== false;
}

/** Whether every call that leaves the argument out, and that this entry is about, is denied all the same. */
function isGuarded({ require, denyIf }: ToolSyntax, entry: PredicateSyntax, path: string): boolean {
  const claim = (condition: Condition, holds: boolean): Claim => ({ condition, holds });
  const claimsOf = ({ conditions }: PredicateSyntax, holds: boolean): readonly Claim[] =>
    conditions.map(({ condition }) => claim(condition, holds));
  const missing = [
    claim({ path, op: "exists", value: false, span: { start: 0, end: 0 } }, true),
    // Missing, and not null.
    claim({ path, op: "eq", value: null, span: { start: 0, end: 0 } }, false),
  ];
  const call = [
    ...missing,
    ...entry.conditions
      .filter(({ condition }) => condition.path !== path)
      .map(({ condition }) => claim(condition, true)),
    ...require.flatMap((each) => claimsOf(each, true)),
    ...denyIf.flatMap((each) => (each.conditions.length === 1 ? claimsOf(each, false) : [])),
  ];
  if (surelyContradict(call)) return true;
  return denyIf.some((each) => claimsOf(each, false).every((way) => surelyContradict([...call, way])));
}

/** Asks for the argument; where the entry has other conditions, only under those. */
function guard({ document, member }: FixPlace, syntax: ToolSyntax, entry: PredicateSyntax, path: string): Fix[] {
  if (member === undefined) return [];
  const others = entry.conditions.filter(({ condition }) => condition.path !== path);
  const name = path.slice("args.".length);
  if (others.length === 0) {
    if (syntax.fields.require !== undefined && syntax.fields.require.value.type !== "array") return [];
    const asking = {
      conditions: [{ path, op: "exists", value: true }],
      on_deny: `Name the ${name}: this call is checked by it.`,
    };
    return [
      {
        title: `Require ${quote(path)}`,
        edits:
          syntax.fields.require === undefined
            ? setInMember(document, member, ["require"], [asking])
            : setInMember(document, member, ["require", syntax.fields.require.value.children?.length ?? 0], asking),
        keepsMeaning: false,
        automatic: false,
      },
    ];
  }
  const conditions = [
    ...others.map(({ condition }) => ({ path: condition.path, op: condition.op, value: condition.value })),
    { path, op: "exists", value: false },
  ];
  const message = typeof entry.onDeny?.value === "string" ? { on_deny: entry.onDeny.value } : {};
  return [
    {
      title: `Deny the call without ${quote(path)} too`,
      edits: setInMember(document, member, ["deny_if", syntax.denyIf.length], { conditions, ...message }),
      keepsMeaning: false,
      automatic: false,
    },
  ];
}
