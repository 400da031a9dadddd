import { approvalMessage } from "../../catalogue/recommendedRule";
import { hasNoEquivalent, type OldForm, oldFieldMessage } from "../../policy/model/oldFields";
import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { type LimitDraft, readRateLimit } from "./oldLimits";
import { readStateLimit } from "./oldStateLimit";

/** What follows from old rules in this format. */
export interface OldDraft {
  readonly require: JsonObject[];
  readonly denyIf: JsonObject[];
  readonly limits: LimitDraft[];
}

/** An entry of `rules`, read. */
export interface OldRule {
  readonly form: OldForm;
  readonly draft: OldDraft;
  /** Why it cannot be converted, in sentences; undefined when it can. */
  readonly why: string | undefined;
  /** Its texts for which this format has no place. */
  readonly lost: readonly string[];
  readonly usesToolState: boolean;
  /** Keys inside it that have no equivalent, with what there is to say. */
  readonly noEquivalents: readonly { readonly path: readonly string[]; readonly message: string }[];
}

/** The texts of a rule that an agent may read, the one that counts first. */
const messageKeys = ["on_deny", "message", "reason"] as const;
const noteKeys = ["name", "description"] as const;
const approvalKeys = ["require_approval", "approval_timeout"];
const knownKeys: ReadonlySet<string> = new Set([
  ...["action", "conditions", "rate_limit", "state"],
  ...messageKeys,
  ...noteKeys,
  ...approvalKeys,
]);

/** Reads an entry of `rules` of the older dialects (spec §3); `toolState` is the block beside `rules`, if there is one. */
export function convertOldRule(tool: string, entry: JsonValue, toolState: JsonValue | undefined): OldRule {
  const draft: OldDraft = { require: [], denyIf: [], limits: [] };
  const isRule = isJsonObject(entry);
  const rule: JsonObject = isRule ? entry : {};
  const base = { form: formOf(rule), draft, lost: [], usesToolState: false, noEquivalents: noEquivalentsOf(rule) };
  const because = (why: string): OldRule => ({ ...base, why });
  const converted = (hasMessage: boolean): OldRule => ({ ...base, why: undefined, lost: lostTexts(rule, hasMessage) });
  if (!isRule) return because("it is not an object.");
  const strange = Object.keys(rule).find((key) => !knownKeys.has(key));
  if (strange !== undefined)
    return because(
      hasNoEquivalent(strange) ? `${quote(strange)} has no equivalent.` : `${quote(strange)} is not known.`,
    );

  const { action, conditions = [] } = rule;
  const textless = messageKeys.find((key) => rule[key] !== undefined && typeof rule[key] !== "string");
  if (textless !== undefined) return because(`its ${quote(textless)} is not a string.`);
  if (!Array.isArray(conditions)) return because('its "conditions" are not an array.');
  const counts = Object.hasOwn(rule, "rate_limit") || Object.hasOwn(rule, "state");
  if (asksApproval(rule)) {
    if (counts) return because("approval has no equivalent next to limits.");
    const outside = firstOutsideArguments(conditions);
    if (outside !== undefined) return because(outside);
    draft.denyIf.push(predicate(conditions, { on_deny: approvalMessage, ...rule }));
    return converted(true);
  }
  if (action === "deny" || action === "allow") {
    if (counts || conditions.length > 0)
      return because(`what "action": ${quote(action)} means next to conditions or limits is not documented.`);
    if (action === "deny") draft.denyIf.push(predicate([], rule));
    return converted(action === "deny");
  }
  if (action !== undefined && action !== "evaluate") return because('its "action" has no equivalent.');

  if (Object.hasOwn(rule, "rate_limit")) {
    if (conditions.length > 0 || Object.hasOwn(rule, "state"))
      return because("what a rate limit means next to conditions is not documented.");
    const limit = readRateLimit(rule.rate_limit);
    if ("why" in limit) return because(limit.why);
    draft.limits.push(limit);
    return converted(false);
  }

  const ofArguments: JsonObject[] = [];
  for (const condition of conditions as readonly JsonValue[]) {
    const path = isJsonObject(condition) ? condition.path : undefined;
    if (isJsonObject(condition) && typeof path === "string" && path.startsWith("state.")) {
      const limit = readStateLimit(tool, condition, path, rule.state ?? toolState);
      if ("why" in limit) return because(limit.why);
      draft.limits.push(limit);
      continue;
    }
    const outside = firstOutsideArguments([condition]);
    if (outside !== undefined) return because(outside);
    ofArguments.push(condition as JsonObject);
  }
  if (Object.hasOwn(rule, "state") && draft.limits.length === 0)
    return because("it counts, but no condition reads the count.");
  if (ofArguments.length > 0) draft.require.push(predicate(ofArguments, rule));
  return {
    ...converted(ofArguments.length > 0),
    usesToolState: draft.limits.length > 0 && !Object.hasOwn(rule, "state"),
  };
}

/** Why the first condition that is not about an argument of the call cannot be converted. */
function firstOutsideArguments(conditions: readonly JsonValue[]): string | undefined {
  for (const condition of conditions) {
    const path = isJsonObject(condition) ? condition.path : undefined;
    if (typeof path !== "string") return "a condition has no path.";
    if (!path.startsWith("args.")) return `${quote(path)} is not an argument of the call.`;
  }
  return undefined;
}

function asksApproval({ action, require_approval: approval }: JsonObject): boolean {
  return action === "require_approval" || approval === true;
}

/** The texts of denial, the first of which counts. A rule's name is not one: no agent reads it (spec §3). */
function predicate(conditions: readonly JsonValue[], rule: JsonObject): JsonObject {
  const message = messageKeys.map((key) => rule[key]).find((text) => typeof text === "string" && text !== "");
  return { conditions, ...(message !== undefined && { on_deny: message }) };
}

/** The texts of a rule that do not become the message of a predicate. */
function lostTexts(rule: JsonObject, hasMessage: boolean): string[] {
  const messageKey = hasMessage ? messageKeys.find((key) => rule[key] !== undefined && rule[key] !== "") : undefined;
  return [...noteKeys, ...messageKeys].flatMap((key) => {
    const text = rule[key];
    return text === undefined || text === "" || key === messageKey
      ? []
      : [`the ${quote(key)} ${typeof text === "string" ? quote(text) : JSON.stringify(text)}`];
  });
}

function formOf(rule: JsonObject): OldForm {
  if (Object.hasOwn(rule, "rate_limit")) return "old-rate-limit";
  if (noEquivalentsOf(rule).length > 0) return "no-equivalent";
  if (rule.action === "deny") return "old-action";
  const { conditions } = rule;
  const readsState =
    Array.isArray(conditions) &&
    conditions.some(
      (each: JsonValue) => isJsonObject(each) && typeof each.path === "string" && each.path.startsWith("state."),
    );
  return readsState ? "old-state" : "old-rules";
}

function noEquivalentsOf(rule: JsonObject): OldRule["noEquivalents"] {
  const { state } = rule;
  const found = Object.keys(rule).filter(hasNoEquivalent);
  return [
    ...(rule.action === "require_approval"
      ? [{ path: ["action"], message: oldFieldMessage("require_approval") ?? "" }]
      : []),
    ...found.map((key) => ({ path: [key], message: oldFieldMessage(key) ?? "" })),
    ...(state !== undefined && isJsonObject(state) && Object.hasOwn(state, "increment_from")
      ? [{ path: ["state", "increment_from"], message: oldFieldMessage("increment_from") ?? "" }]
      : []),
  ];
}
