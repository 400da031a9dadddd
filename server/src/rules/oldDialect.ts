import { rateCounterName } from "../catalogue/recommendedRule";
import { isJsonObject, type JsonObject, type JsonValue } from "../policy/json";
import { listOf, quote } from "../policy/wording";
import { hasNoEquivalent, noEquivalentMessage } from "./noEquivalents";
import { readRateLimit } from "./oldLimits";
import { convertOldRule, type LimitDraft, type OldDraft, type OldForm } from "./oldRule";

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
  /** The same rules in this format, with what could not be converted as it stands; undefined when nothing could. */
  readonly converted: JsonObject | undefined;
}

/** The name under which an older dialect wrote rules for all tools. */
export const wildcard = "*";

const mayBeIgnored = "The gateway may ignore or refuse it.";

/**
 * Reads the rules of a tool in the older dialects (spec §3) and says them in this format. All old forms are
 * requirements that a call must pass, so that what is converted and what stays do not depend on each other. Nothing that
 * is not understood is converted.
 */
export function readOldTool(name: string, rules: JsonObject): OldTool {
  const parts: OldPart[] = [];
  const draft = emptyDraft();
  const done = new Set<string>();
  const isForAll = name === wildcard;
  const say = (form: OldForm, key: string, message: string): void => {
    parts.push({ form, path: [key], message });
  };

  if (Object.hasOwn(rules, "action")) {
    const answer = readAction(rules, isForAll);
    say(answer.form, "action", answer.message);
    if (answer.converts) done.add("action");
    if (answer.converts && rules.action === "deny") {
      const told = ["on_deny", "reason"].filter((key) => typeof rules[key] === "string");
      const [messageKey] = told;
      draft.denyIf.push(always(messageKey === undefined ? undefined : rules[messageKey]));
      for (const key of told) {
        const isMessage = key === messageKey || rules[key] === rules[messageKey ?? ""];
        say(
          "old-action",
          key,
          isMessage
            ? `${quote(key)} is the message of "action": "deny" in an older dialect. Here it stands as "on_deny" in an entry of "deny_if".`
            : `There is an "on_deny" as well, and an entry of "deny_if" has one message: write both texts into it, or remove this one. ${mayBeIgnored}`,
        );
        if (isMessage) done.add(key);
      }
    }
  }

  if (Object.hasOwn(rules, "rate_limit")) {
    const limit = readRateLimit(rules.rate_limit);
    if ("why" in limit)
      say("old-rate-limit", "rate_limit", `"rate_limit" belongs to an older dialect. ${limit.why} ${mayBeIgnored}`);
    else {
      draft.limits.push(limit);
      done.add("rate_limit");
      say(
        "old-rate-limit",
        "rate_limit",
        `"rate_limit" belongs to an older dialect, and the gateway may ignore it: then nothing limits the calls. Here a limit stands under "limits".`,
      );
    }
  }

  if (Object.hasOwn(rules, "rules")) {
    const { rules: old, ...answer } = readRules(name, rules, draft);
    parts.push({ form: answer.form, path: ["rules"], message: answer.message }, ...answer.inner);
    if (old === undefined) done.add("rules");
    if (answer.usesToolState) {
      done.add("state");
      say(
        "old-state",
        "state",
        'The block "state" belongs to an older dialect: here the gateway keeps the count, and a limit names it.',
      );
    } else if (Object.hasOwn(rules, "state")) say("old-state", "state", unusedState);
    if (old !== undefined) draft.stays = old;
  } else if (Object.hasOwn(rules, "state")) say("old-state", "state", unusedState);

  for (const key of Object.keys(rules))
    if (hasNoEquivalent(key)) say("no-equivalent", key, noEquivalentMessage(key, rules[key]));
  if (Array.isArray(rules.limits))
    rules.limits.forEach((limit: JsonValue, index) => {
      if (isJsonObject(limit) && Object.hasOwn(limit, "increment_from"))
        parts.push({
          form: "no-equivalent",
          path: ["limits", index, "increment_from"],
          message: noEquivalentMessage("increment_from", limit.increment_from),
        });
    });

  return { parts, converted: write(name, rules, draft, done) };
}

const unusedState = `The block "state" belongs to an older dialect: here the gateway keeps the count, and a limit under "limits" names it. No condition reads this count, so that no limit follows from it. ${mayBeIgnored}`;

interface FullDraft extends OldDraft {
  /** The entries of `rules` that are not converted. */
  stays: readonly JsonValue[];
}

function emptyDraft(): FullDraft {
  return { require: [], denyIf: [], limits: [], stays: [] };
}

function always(message: JsonValue | undefined): JsonObject {
  return { conditions: [], ...(typeof message === "string" && message !== "" && { on_deny: message }) };
}

function readAction(
  { action }: JsonObject,
  isForAll: boolean,
): { readonly form: OldForm; readonly message: string; readonly converts: boolean } {
  if (action === "require_approval")
    return { form: "no-equivalent", message: noEquivalentMessage("require_approval", true), converts: false };
  const form = "old-action";
  if (isForAll && (action === "allow" || action === "deny"))
    return {
      form,
      message: `"action" belongs to an older dialect. What happens to tools that are not listed is said by "default": ${quote(action)}. ${mayBeIgnored}`,
      converts: false,
    };
  if (action === "allow" || action === "evaluate")
    return {
      form,
      message: `"action" belongs to an older dialect, and the gateway may ignore or refuse it. Here a tool is allowed by its name under "tools": {} lets every call through.`,
      converts: true,
    };
  if (action === "deny")
    return {
      form,
      message: `"action": "deny" belongs to an older dialect, and the gateway may ignore it: then the tool is open. Here an entry of "deny_if" with empty "conditions" denies every call.`,
      converts: true,
    };
  const value = typeof action === "string" ? ` ${quote(action)} has no equivalent in this format.` : "";
  return { form, message: `"action" belongs to an older dialect.${value} ${mayBeIgnored}`, converts: false };
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
  const { rules: entries } = tool;
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
  "old-rules": `"rules" belongs to an older dialect, and the gateway may ignore it: then nothing is checked. Here conditions that must hold stand under "require", and limits under "limits".`,
  "old-state": `Conditions on "state" belong to an older dialect, and the gateway may ignore them: then nothing is counted. Here a limit under "limits" counts.`,
  "old-rate-limit": `"rate_limit" under "rules" belongs to an older dialect, and the gateway may ignore it: then nothing limits the calls. Here a limit stands under "limits".`,
  "old-action": `"action" under "rules" belongs to an older dialect, and the gateway may ignore it: then the tool is open. Here an entry of "deny_if" with empty "conditions" denies every call.`,
  "no-equivalent": `"rules" belongs to an older dialect, and the gateway may ignore it: then nothing is checked.`,
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
