import { isJsonObject, type JsonObject, type JsonValue } from "../policy/json";
import { quote } from "../policy/wording";
import { hasNoEquivalent, noEquivalentMessage } from "./noEquivalents";
import { isMaximum, type LimitDraft, noMaximum, noWindow, readRateLimit, readWindow } from "./oldLimits";

export type { LimitDraft } from "./oldLimits";

/** The codes of the rules that an old form belongs to. */
export type OldForm = "old-action" | "old-rate-limit" | "old-rules" | "old-state" | "no-equivalent";

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
  /** Keys inside of it that have no equivalent, with what there is to say. */
  readonly noEquivalents: readonly { readonly path: readonly string[]; readonly message: string }[];
}

const knownKeys = new Set(["name", "description", "action", "conditions", "rate_limit", "state", "on_deny"]);

/** Reads an entry of `rules` of the older dialects (spec §3); `toolState` is the block beside `rules`, if there is one. */
export function convertOldRule(tool: string, entry: JsonValue, toolState: JsonValue | undefined): OldRule {
  const draft: OldDraft = { require: [], denyIf: [], limits: [] };
  const isRule = isJsonObject(entry);
  const rule: JsonObject = isRule ? entry : {};
  const base = { form: formOf(rule), draft, lost: [], usesToolState: false, noEquivalents: noEquivalentsOf(rule) };
  const because = (why: string): OldRule => ({ ...base, why });
  if (!isRule) return because("it is no object.");
  const strange = Object.keys(rule).find((key) => !knownKeys.has(key));
  if (strange !== undefined)
    return because(
      hasNoEquivalent(strange) ? `${quote(strange)} has no equivalent.` : `${quote(strange)} is not known.`,
    );

  const { action, conditions = [], on_deny: onDeny } = rule;
  if (onDeny !== undefined && typeof onDeny !== "string") return because('its "on_deny" is no text.');
  if (!Array.isArray(conditions)) return because('its "conditions" are no array.');
  const checks = conditions.length > 0 || Object.hasOwn(rule, "rate_limit") || Object.hasOwn(rule, "state");
  if (action === "require_approval") return because("approval has no equivalent.");
  if (action === "deny" || action === "allow") {
    if (checks) return because(`what "action": ${quote(action)} means beside conditions or limits is not published.`);
    if (action === "deny") draft.denyIf.push(predicate([], rule));
    return { ...base, why: undefined, lost: lostTexts(rule, action === "deny") };
  }
  if (action !== undefined && action !== "evaluate") return because('its "action" has no equivalent.');

  if (Object.hasOwn(rule, "rate_limit")) {
    if (conditions.length > 0 || Object.hasOwn(rule, "state"))
      return because("what a rate limit means beside conditions is not published.");
    const limit = readRateLimit(rule.rate_limit);
    if ("why" in limit) return because(limit.why);
    draft.limits.push(limit);
    return { ...base, why: undefined, lost: lostTexts(rule, false) };
  }

  const ofArguments: JsonObject[] = [];
  for (const condition of conditions as readonly JsonValue[]) {
    const path = isJsonObject(condition) ? condition.path : undefined;
    if (!isJsonObject(condition) || typeof path !== "string") return because("a condition has no path.");
    if (path.startsWith("args.")) ofArguments.push(condition);
    else if (path.startsWith("state.")) {
      const limit = readStateLimit(tool, condition, path, rule.state ?? toolState);
      if ("why" in limit) return because(limit.why);
      draft.limits.push(limit);
    } else return because(`${quote(path)} is no argument of the call.`);
  }
  if (Object.hasOwn(rule, "state") && draft.limits.length === 0)
    return because("it counts, but no condition reads the count.");
  if (tool === "*" && ofArguments.length > 0)
    return because("conditions on the arguments of all tools have no equivalent. Write them for each tool.");
  if (ofArguments.length > 0) draft.require.push(predicate(ofArguments, rule));
  return {
    ...base,
    why: undefined,
    lost: lostTexts(rule, ofArguments.length > 0),
    usesToolState: draft.limits.length > 0 && !Object.hasOwn(rule, "state"),
  };
}

/** A name is shown to nobody here but as a message, which is better than none. */
function predicate(conditions: readonly JsonObject[], { on_deny: onDeny, name }: JsonObject): JsonObject {
  const message = onDeny ?? name;
  return { conditions, ...(typeof message === "string" && message !== "" && { on_deny: message }) };
}

/** The texts of a rule that do not become the message of a predicate. */
function lostTexts(rule: JsonObject, hasPredicate: boolean): string[] {
  const isMessage = (key: string): boolean => hasPredicate && key === (rule.on_deny === undefined ? "name" : "on_deny");
  return ["name", "description", "on_deny"].flatMap((key) => {
    const text = rule[key];
    return text === undefined || text === "" || isMessage(key)
      ? []
      : [`the ${quote(key)} ${typeof text === "string" ? quote(text) : JSON.stringify(text)}`];
  });
}

function readStateLimit(
  tool: string,
  { op, value }: JsonObject,
  path: string,
  block: JsonValue | undefined,
): LimitDraft | { readonly why: string } {
  const owners = tool === "*" ? ["_global", "*"] : [tool];
  const owner = owners.find((name) => path.startsWith(`state.${name}.`));
  if (owner === undefined)
    return { why: `${quote(path)} is the count of another tool, and a limit counts its own tool only.` };
  const counter = path.slice(`state.${owner}.`.length);
  if (block === undefined || !isJsonObject(block))
    return { why: 'no block "state" says what window the count covers.' };
  if (Object.hasOwn(block, "increment_from")) return { why: "a count of amounts has no equivalent." };
  if (Object.keys(block).some((key) => key !== "counter" && key !== "window" && key !== "increment"))
    return { why: 'its block "state" has fields that are not known.' };
  if (block.increment !== undefined && block.increment !== 1) return { why: "a call counts as one here." };
  if (counter === "" || block.counter !== counter) return { why: `its block "state" does not name ${quote(counter)}.` };
  const window = readWindow(block.window);
  if (window === undefined) return { why: noWindow(block.window) };
  if (op !== "lte" && op !== "lt") return { why: "a limit is a highest number, as of lte or lt." };
  const max = typeof value === "number" ? value - (op === "lt" ? 1 : 0) : undefined;
  return isMaximum(max) ? { counter, window, max } : { why: noMaximum };
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
      ? [{ path: ["action"], message: noEquivalentMessage("require_approval", true) }]
      : []),
    ...found.map((key) => ({ path: [key], message: noEquivalentMessage(key, rule[key]) })),
    ...(state !== undefined && isJsonObject(state) && Object.hasOwn(state, "increment_from")
      ? [{ path: ["state", "increment_from"], message: noEquivalentMessage("increment_from", state.increment_from) }]
      : []),
  ];
}
