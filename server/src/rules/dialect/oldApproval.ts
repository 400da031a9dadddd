import { approvalMessage } from "../../catalogue/recommendedRule";
import { oldFieldMessage } from "../../policy/model/oldFields";
import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";

/** What a tool says about approval in an older dialect. */
interface Approval {
  readonly parts: readonly { readonly key: string; readonly message: string }[];
  /** The entries of `deny_if` that are published in its place (spec §3). */
  readonly entries: readonly JsonObject[];
  /** The keys of the tool that the entries say. */
  readonly done: readonly string[];
}

const general = oldFieldMessage("require_approval") ?? "";
const unknownForm = ' This form of "require_approval" is not known: write its conditions under "deny_if".';

/** Reads `require_approval` and `"action": "require_approval"` of a tool; `message` is the tool's own text for the agent. */
export function readApproval(rules: JsonObject, message: JsonValue | undefined): Approval {
  const { action, require_approval: approval } = rules;
  const isAction = action === "require_approval";
  const parts: { key: string; message: string }[] = [];
  if (isAction) parts.push({ key: "action", message: general });
  if (approval === false) {
    const none =
      '"require_approval" belongs to an older dialect, and false asks for nothing. The gateway may ignore or refuse it: remove it.';
    parts.push({ key: "require_approval", message: none });
    if (!isAction) return { parts, entries: [], done: ["require_approval", ...timeoutOf(rules)] };
  }
  const asks = isAction || (approval !== undefined && approval !== false);
  if (!asks) return { parts, entries: [], done: [] };
  const found = listsOfConditions(approval === undefined || approval === false ? true : approval, rules);
  if (approval !== undefined && approval !== false)
    parts.push({ key: "require_approval", message: found === undefined ? general + unknownForm : general });
  if (found === undefined) return { parts, entries: [], done: [] };
  const entries = found.map(({ conditions, text }) => ({ conditions, on_deny: text ?? message ?? approvalMessage }));
  const done = ["require_approval", ...(isAction ? ["action"] : []), ...timeoutOf(rules)];
  // Conditions of the tool itself say when a plain `true` asks.
  const usesOwn = typeof approval !== "object" && Array.isArray(rules.conditions);
  return { parts, entries, done: usesOwn ? [...done, "conditions"] : done };
}

/** Nothing waits for approval here, so that how long is of no use either. */
function timeoutOf(rules: JsonObject): readonly string[] {
  return Object.hasOwn(rules, "approval_timeout") ? ["approval_timeout"] : [];
}

interface ConditionList {
  readonly conditions: readonly JsonValue[];
  readonly text?: JsonValue;
}

/** The conditions under which approval is asked for, each list by itself; none is always. Undefined for unknown forms. */
function listsOfConditions(approval: JsonValue, rules: JsonObject): readonly ConditionList[] | undefined {
  if (approval === true) {
    const { conditions = [] } = rules;
    return Array.isArray(conditions) && areAboutArguments(conditions) ? [{ conditions }] : undefined;
  }
  if (isJsonObject(approval)) {
    const list = readList(approval);
    return list === undefined ? undefined : [list];
  }
  if (!Array.isArray(approval) || approval.length === 0) return undefined;
  if (areAboutArguments(approval)) return [{ conditions: approval }];
  const lists = approval.map(readList);
  return lists.every((list) => list !== undefined) ? lists : undefined;
}

function readList(entry: JsonValue): ConditionList | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { conditions, on_deny: onDeny, message, ...others } = entry;
  const text = onDeny ?? message;
  if (!Array.isArray(conditions) || !areAboutArguments(conditions) || Object.keys(others).length > 0) return undefined;
  if (text !== undefined && typeof text !== "string") return undefined;
  return { conditions, ...(text !== undefined && text !== "" && { text }) };
}

function areAboutArguments(conditions: readonly JsonValue[]): boolean {
  return conditions.every(
    (each) => isJsonObject(each) && typeof each.path === "string" && each.path.startsWith("args."),
  );
}
