import { rateCounterName } from "../../catalogue/recommendedRule";
import {
  denyHere,
  hasNoEquivalent,
  isNote,
  type OldForm,
  oldFieldMessage,
  oldFormMessage,
} from "../../policy/model/oldFields";
import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { listOf } from "../../policy/words/plain/listOf";
import { quote } from "../../policy/words/plain/quote";
import { readApproval } from "./oldApproval";
import type { LimitDraft } from "./oldLimits";
import { readRateLimit } from "./oldLimits";
import { convertOldRule, type OldDraft } from "./oldRule";

/** One key of an older dialect, and what there is to say about it. */
export interface OldPart {
  readonly form: OldForm;
  /** Leads from the tool's rules to the key; the last segment is the key itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The rules of a tool as far as an older dialect wrote them. */
export interface OldTool {
  readonly parts: readonly OldPart[];
  /** The same rules in this format, with what could not be converted as it is; undefined when nothing could. */
  readonly converted: JsonObject | undefined;
  /** Of `"*"`: its `action`, which is what happens to tools that are not listed. */
  readonly asDefault?: "allow" | "deny";
}

/** The name under which an older dialect wrote rules for all tools. */
export const wildcard = "*";

const mayBeIgnored = "The gateway may ignore or refuse it.";

/** The texts beside `"action": "deny"` that an agent may read, the one that counts first. */
const messageKeys = ["on_deny", "message", "reason"] as const;

/**
 * Reads the rules of a tool in the older dialects (spec §3) and says them in this format. All old forms are
 * requirements that a call must pass, so that what is converted and what stays do not depend on each other. Nothing that
 * is not understood is converted.
 */
export function readOldTool(name: string, rules: JsonObject): OldTool {
  const parts: OldPart[] = [];
  const draft: FullDraft = { require: [], denyIf: [], limits: [], stays: [] };
  const done = new Set<string>();
  const isForAll = name === wildcard;
  const say = (form: OldForm, key: string, message: string): void => {
    parts.push({ form, path: [key], message });
  };
  const [messageKey] = messageKeys.filter((key) => typeof rules[key] === "string" && rules[key] !== "");
  const message = messageKey === undefined ? undefined : rules[messageKey];
  const sayMessages = (form: OldForm): void => {
    for (const key of messageKeys.filter((each) => typeof rules[each] === "string")) {
      const isMessage = key === messageKey || rules[key] === message;
      say(
        form,
        key,
        isMessage
          ? `${quote(key)} is the message of a denial in an older dialect. Here it is "on_deny" in an entry of "deny_if".`
          : `There is ${quote(messageKey ?? "")} as well, and an entry of "deny_if" has one message: write both texts into it, or remove this one. ${mayBeIgnored}`,
      );
      if (isMessage) done.add(key);
    }
  };

  const { action } = rules;
  let asDefault: OldTool["asDefault"];
  if (Object.hasOwn(rules, "action") && action !== "require_approval") {
    const answer = readAction(action, isForAll);
    say("old-action", "action", answer.message);
    if (answer.converts) done.add("action");
    if (isForAll && (action === "allow" || action === "deny")) {
      asDefault = action;
      for (const key of messageKeys.filter((each) => typeof rules[each] === "string")) {
        const text = quote(String(rules[key]));
        say("old-action", key, `"default" has no message: converting drops the text ${text}. ${mayBeIgnored}`);
        done.add(key);
      }
    } else if (answer.converts && action === "deny") {
      draft.denyIf.push(always(message));
      sayMessages("old-action");
    }
  }

  const approval = readApproval(rules, message);
  for (const { key, message: text } of approval.parts) say("no-equivalent", key, text);
  for (const key of approval.done) done.add(key);
  if (approval.entries.length > 0) {
    draft.denyIf.push(...approval.entries);
    if (action !== "deny") sayMessages("no-equivalent");
  }

  if (Object.hasOwn(rules, "rate_limit")) {
    const limit = readRateLimit(rules.rate_limit);
    if ("why" in limit)
      say("old-rate-limit", "rate_limit", `"rate_limit" belongs to an older dialect. ${limit.why} ${mayBeIgnored}`);
    else {
      draft.limits.push(limit);
      done.add("rate_limit");
      say("old-rate-limit", "rate_limit", oldFieldMessage("rate_limit") ?? "");
    }
  }

  if (Object.hasOwn(rules, "rules")) {
    const { rules: old, ...answer } = readRules(name, rules, draft);
    parts.push({ form: answer.form, path: ["rules"], message: answer.message }, ...answer.inner);
    if (old === undefined) done.add("rules");
    else draft.stays = old;
    if (answer.usesToolState) {
      done.add("state");
      say("old-state", "state", oldFieldMessage("state") ?? "");
    }
  }
  if (isJsonObject(rules.state ?? null) && !done.has("state")) say("old-state", "state", unusedState);

  for (const key of Object.keys(rules))
    if (hasNoEquivalent(key) && !approval.parts.some((part) => part.key === key))
      say("no-equivalent", key, oldFieldMessage(key) ?? "");
  if (Array.isArray(rules.limits))
    rules.limits.forEach((limit: JsonValue, index) => {
      if (isJsonObject(limit) && Object.hasOwn(limit, "increment_from"))
        parts.push({
          form: "no-equivalent",
          path: ["limits", index, "increment_from"],
          message: oldFieldMessage("increment_from") ?? "",
        });
    });

  if (parts.length > 0 && done.size > 0) for (const key of Object.keys(rules)) if (isNote("tool", key)) done.add(key);
  return { parts, converted: write(name, rules, draft, done), ...(asDefault !== undefined && { asDefault }) };
}

const unusedState = `The block "state" belongs to an older dialect: here the gateway keeps the count, and a limit under "limits" names it. No condition reads this count, so no limit follows from it. ${mayBeIgnored}`;

interface FullDraft extends OldDraft {
  /** The entries of `rules` that are not converted. */
  stays: readonly JsonValue[];
}

function always(message: JsonValue | undefined): JsonObject {
  return { conditions: [], ...(typeof message === "string" && message !== "" && { on_deny: message }) };
}

function readAction(
  action: JsonValue | undefined,
  isForAll: boolean,
): { readonly message: string; readonly converts: boolean } {
  if (isForAll && (action === "allow" || action === "deny"))
    return {
      message: `"action" belongs to an older dialect. Tools that are not listed are decided by "default": ${quote(action)}. ${mayBeIgnored}`,
      converts: true,
    };
  if (action === "allow" || action === "evaluate")
    return {
      message: `"action" belongs to an older dialect, and the gateway may ignore or refuse it. Here a tool is allowed by its name under "tools": {} lets every call through.`,
      converts: true,
    };
  if (action === "deny")
    return {
      message: oldFormMessage("action", '"action": "deny" belongs', denyHere),
      converts: true,
    };
  const value = typeof action === "string" ? ` ${quote(action)} has no equivalent in this format.` : "";
  return { message: `"action" belongs to an older dialect.${value} ${mayBeIgnored}`, converts: false };
}

interface OldRules {
  readonly form: OldForm;
  readonly message: string;
  readonly inner: readonly OldPart[];
  readonly usesToolState: boolean;
  /** What stays of them; undefined when all could be converted. */
  readonly rules: readonly JsonValue[] | undefined;
}

function readRules(name: string, tool: JsonObject, draft: OldDraft): OldRules {
  const { rules } = tool;
  // `null` and {} say that there are none.
  const entries = rules === null || (isJsonObject(rules) && Object.keys(rules).length === 0) ? [] : rules;
  if (!Array.isArray(entries))
    return {
      form: "old-rules",
      message: `"rules" belongs to an older dialect, where it is an array. Write its conditions under "require" or "deny_if". ${mayBeIgnored}`,
      inner: [],
      usesToolState: false,
      rules: [],
    };
  const answers = (entries as readonly JsonValue[]).map((entry) => convertOldRule(name, entry, tool.state));
  const stays = (entries as readonly JsonValue[]).filter((_, index) => answers[index]?.why !== undefined);
  const sentences: string[] = [];
  answers.forEach(({ why, draft: made, lost }, index) => {
    const subject = answers.length === 1 ? "Its only entry" : `Entry ${index + 1}`;
    if (why !== undefined)
      sentences.push(`${subject} cannot be converted: ${why.charAt(0).toLowerCase()}${why.slice(1)}`);
    else {
      draft.require.push(...made.require);
      draft.denyIf.push(...made.denyIf);
      draft.limits.push(...made.limits);
      if (lost.length > 0)
        sentences.push(
          `${subject} has ${listOf(lost, "and")}, for which this format has no place: converting drops it.`,
        );
    }
  });
  const forms = new Set(answers.map(({ form }) => form));
  const [only] = forms;
  const form = forms.size === 1 && only !== undefined ? only : "old-rules";
  return {
    form,
    message: [openings[form], ...(answers.length === 0 ? ["{} lets every call through."] : sentences)].join(" "),
    inner: answers.flatMap(({ noEquivalents }, index) =>
      noEquivalents.map(
        ({ path, message }): OldPart => ({ form: "no-equivalent", path: ["rules", index, ...path], message }),
      ),
    ),
    usesToolState: answers.some((answer) => answer.usesToolState),
    rules: stays.length === 0 ? undefined : stays,
  };
}

const openings: Readonly<Record<OldForm, string>> = {
  "old-rules": oldFieldMessage("rules") ?? "",
  "old-state": oldFormMessage("state", 'Conditions on "state" belong', 'Here a limit under "limits" counts.'),
  "old-rate-limit": oldFormMessage("rate_limit", '"rate_limit" under "rules" belongs'),
  "old-action": oldFormMessage("action", '"action" under "rules" belongs', denyHere),
  "no-equivalent": oldFormMessage("rules", '"rules" belongs', ""),
};

/** The rules with what has been converted in the order of published policies, and with all that was not. */
function write(name: string, rules: JsonObject, draft: FullDraft, done: ReadonlySet<string>): JsonObject | undefined {
  const isChanged = done.size > 0 || draft.require.length + draft.denyIf.length + draft.limits.length > 0;
  const lists = { require: draft.require, deny_if: draft.denyIf, limits: draft.limits } as const;
  for (const key of Object.keys(lists)) if (Object.hasOwn(rules, key) && !Array.isArray(rules[key])) return undefined;
  // An old rule that says nothing is dropped from the others without making anything.
  const shrinks = Array.isArray(rules.rules) && !done.has("rules") && draft.stays.length < rules.rules.length;
  if (!isChanged && !shrinks) return undefined;

  const result: Record<string, JsonValue> = Object.create(null);
  const listed = (key: string): readonly JsonValue[] => (rules[key] as readonly JsonValue[] | undefined) ?? [];
  const put = (key: string, added: readonly JsonValue[]): void => {
    if (Object.hasOwn(rules, key) || added.length > 0) result[key] = [...listed(key), ...added];
  };
  put("require", draft.require);
  put("deny_if", draft.denyIf);
  put("limits", nameCounters(name, listed("limits"), draft.limits));
  for (const [key, value] of Object.entries(rules))
    if (!Object.hasOwn(lists, key) && !done.has(key)) result[key] = key === "rules" && shrinks ? draft.stays : value;
  return result;
}

/** The limits with counters of their own: two limits under one name would share a count. */
function nameCounters(tool: string, before: readonly JsonValue[], added: readonly LimitDraft[]): JsonObject[] {
  const used = new Set(before.map((limit) => (isJsonObject(limit) ? limit.counter : undefined)));
  return added.map(({ counter, window, max }) => {
    const name = counter ?? (tool === wildcard ? "all_tools_rate" : rateCounterName(tool));
    let free = name;
    for (let number = 1; used.has(free); number++)
      free = number === 1 ? `${name}_${window}` : `${name}_${window}_${number}`;
    used.add(free);
    return { counter: free, window, max, scope: "grant" };
  });
}
