import { approvalMessage } from "../catalogue/recommendedRule";
import type { Member } from "../policy/document";
import { isJsonObject, type JsonObject, type JsonValue, toJson } from "../policy/json";
import { removeMember, setInMember } from "../policy/memberEdits";
import { elementsOf, findProperty, type Property, propertiesOf } from "../policy/navigate";
import { spanOf } from "../policy/span";
import { quote } from "../policy/wording";
import { addToAllTools } from "./allToolsLimits";
import { hasNoEquivalent } from "./noEquivalents";
import { type OldPart, type OldTool, readOldTool, wildcard } from "./oldDialect";
import type { OldForm } from "./oldRule";
import type { Finding, Fix, FixPlace, ToolSubject } from "./rule";

const oldKeys = new Set(["action", "rate_limit", "rules", "state"]);
const keptByMember = new WeakMap<Member, OldTool>();

/** What a member of `tools` has of older dialects; read once per member. */
export function oldToolOf(member: Member): OldTool {
  const known = keptByMember.get(member);
  if (known !== undefined) return known;
  const old = hasOldKeys(member) ? readOldTool(member.name, rulesOf(member)) : { parts: [], converted: undefined };
  keptByMember.set(member, old);
  return old;
}

function hasOldKeys({ value }: Member): boolean {
  return propertiesOf(value).some(
    ({ name, value: held }) =>
      oldKeys.has(name) ||
      hasNoEquivalent(name) ||
      (name === "limits" && elementsOf(held).some((limit) => findProperty(limit, "increment_from") !== undefined)),
  );
}

function rulesOf({ value }: Member): JsonObject {
  const rules = value === undefined ? null : toJson(value);
  return isJsonObject(rules) ? rules : {};
}

/** What the rule with the code of this form finds in a tool: one finding per key, in place of the unknown field. */
export function dialectFindings(form: OldForm, { name, member }: ToolSubject): readonly Finding[] {
  if (name === wildcard) return [];
  return oldToolOf(member)
    .parts.filter((part) => part.form === form)
    .flatMap((part) => findingAt(part, member));
}

/** The finding at the key of a part; none while the key's text is broken. */
export function findingAt(part: OldPart, member: Member): readonly Finding[] {
  const key = keyAt(member.value, part.path);
  if (key === undefined) return [];
  return [
    {
      span: spanOf(key),
      message: part.message,
      replaces: ["unknown-field", "misspelt-field"],
      fixes: (place) => (part.form === "no-equivalent" ? approvalFixes(part, place) : conversionFixes(place)),
    },
  ];
}

type Node = Property["key"];

function keyAt(node: Node | undefined, [segment, ...rest]: OldPart["path"]): Node | undefined {
  if (typeof segment === "number") return keyAt(elementsOf(node)[segment], rest);
  const property = segment === undefined ? undefined : findProperty(node, segment);
  return rest.length === 0 ? property?.key : keyAt(property?.value, rest);
}

/** Writes all old rules of the tool in this format: its old forms may stand together, and then are converted together. */
export function conversionFixes(place: FixPlace): readonly Fix[] {
  const { document, member } = place;
  if (member === undefined || !isSound(place)) return [];
  const { name } = member.value;
  const { converted } = oldToolOf(member.value);
  if (name === wildcard) return wildcardFixes(place);
  if (converted === undefined) return [];
  return [
    {
      title: `Write the rules of ${quote(name)} in this format`,
      edits: setInMember(document, member, [], converted),
      keepsMeaning: false,
      automatic: true,
    },
  ];
}

/** A text with errors or with keys that stand twice would lose something when it is written anew. */
function isSound({ member, document }: FixPlace): boolean {
  return member !== undefined && document.isSplit && member.value.length > 0 && member.value.problems.length === 0;
}

function wildcardFixes({ document, member }: FixPlace): readonly Fix[] {
  if (member === undefined) return [];
  const { limits, rest } = wildcardRules(member.value);
  if (limits.length === 0) return [];
  const added = addToAllTools(document, limits);
  if (added.length === 0) return [];
  const removed =
    rest === undefined ? removeMember(document, "tools", member) : setInMember(document, member, [], rest);
  return [
    {
      title: 'Move the limits of "*" to "all_tools"',
      edits: [...added, ...removed],
      keepsMeaning: false,
      automatic: true,
    },
  ];
}

/** The limits that rules of `"*"` have or become, and what else there is; `rest` is undefined when nothing is left. */
export function wildcardRules(member: Member): {
  readonly limits: readonly JsonValue[];
  readonly rest: JsonObject | undefined;
} {
  const rules = oldToolOf(member).converted ?? rulesOf(member);
  const { limits = [], ...others } = rules;
  if (!Array.isArray(limits)) return { limits: [], rest: rules };
  return { limits, rest: Object.keys(others).length === 0 ? undefined : others };
}

/** A person is asked by nobody here; the published form denies until somebody changes the policy. */
function approvalFixes({ path }: OldPart, place: FixPlace): readonly Fix[] {
  const { document, member } = place;
  const [key] = path;
  if (member === undefined || path.length > 1 || !isSound(place)) return [];
  const rules = rulesOf(member.value);
  if (member.value.name !== wildcard && rules.require_approval === false && key === "require_approval")
    return [
      {
        title: 'Remove "require_approval": false',
        edits: setInMember(document, member, ["require_approval"], undefined),
        keepsMeaning: true,
        automatic: false,
      },
    ];
  const asks = rules.require_approval === true || rules.action === "require_approval";
  if (
    !asks ||
    member.value.name === wildcard ||
    (key !== "require_approval" && key !== "approval_timeout" && key !== "action")
  )
    return [];
  const { require, deny_if: denyIf = [], limits, ...others } = rules;
  if (!Array.isArray(denyIf)) return [];
  const rest = Object.entries(others).filter(
    ([name, value]) =>
      name !== "require_approval" &&
      name !== "approval_timeout" &&
      !(name === "action" && value === "require_approval"),
  );
  const approved: JsonObject = {
    ...(require !== undefined && { require }),
    deny_if: [{ conditions: [], on_deny: approvalMessage }, ...denyIf],
    ...(limits !== undefined && { limits }),
    ...Object.fromEntries(rest),
  };
  return [
    {
      title: `Deny every call with "${approvalMessage}"`,
      edits: setInMember(document, member, [], approved),
      keepsMeaning: false,
      automatic: false,
    },
  ];
}
