import { admit } from "../policy/decide/admit";
import { type ApplicableLimit, applicableLimits } from "../policy/decide/applicableLimits";
import type { Policy, Predicate } from "../policy/model/policy";
import { predicateInWords } from "../policy/words/inWords";
import { listOf } from "../policy/words/plain/listOf";
import { counted, plural } from "../policy/words/plain/plural";
import { quote } from "../policy/words/plain/quote";
import { windowInWords } from "../policy/words/plain/windowInWords";

/** What a policy does with the calls of a tool, before any call is made. */
export type EffectiveState =
  /** Removed from the agent's list of tools, and denied (spec §2, step 2). */
  | { readonly kind: "hidden"; readonly by: "name" | "*" }
  /** Not a key of `tools`, and the default is not "allow" (step 3). */
  | { readonly kind: "denied"; readonly because: "not-listed" }
  /** A `deny_if` without conditions (step 4). `message` is its `on_deny`, "" when there is none. */
  | { readonly kind: "denied"; readonly because: "always"; readonly message: string }
  /** It depends on the arguments (step 4), and on the limits if there are any. */
  | {
      readonly kind: "conditional";
      readonly require: readonly Predicate[];
      readonly denyIf: readonly Predicate[];
      readonly limits: readonly ApplicableLimit[];
    }
  /** It depends on the limits alone (step 5); there is at least one. */
  | { readonly kind: "limited"; readonly limits: readonly ApplicableLimit[] }
  /** Nothing is checked. `listed` is false when only `"default": "allow"` lets the tool through. */
  | { readonly kind: "allowed"; readonly listed: boolean };

/**
 * What the policy does with a tool: the same steps in the same order as `decide`, as far as they can be answered without
 * a call.
 */
export function effectiveState(policy: Policy, toolName: string): EffectiveState {
  const admission = admit(policy, toolName);
  if (admission.kind === "denied") {
    const { reason } = admission;
    return reason.kind === "hidden" ? { kind: "hidden", by: reason.by } : { kind: "denied", because: "not-listed" };
  }
  const { rules } = admission;
  // A requirement without conditions always holds (spec §1): it checks nothing.
  const require = rules?.value.require.filter(({ conditions }) => conditions.length > 0) ?? [];
  const denyIf = rules?.value.denyIf ?? [];
  const always = denyIf.find(({ conditions }) => conditions.length === 0);
  if (always !== undefined) return { kind: "denied", because: "always", message: always.onDeny ?? "" };
  const limits = applicableLimits(policy, rules);
  if (require.length + denyIf.length > 0) return { kind: "conditional", require, denyIf, limits };
  return limits.length > 0 ? { kind: "limited", limits } : { kind: "allowed", listed: rules !== undefined };
}

/** The state in words: "allowed, at most 10 calls a minute per grant". Holds texts of the policy: plain text. */
export function stateInWords(state: EffectiveState): string {
  switch (state.kind) {
    case "hidden":
      return state.by === "*" ? 'hidden, as every tool: "hide" contains "*"' : "hidden";
    case "denied":
      if (state.because === "not-listed") return "denied: not listed";
      return state.message === "" ? "denied always" : `denied always: ${state.message}`;
    case "conditional":
      return [checksInWords(state.require, state.denyIf), ...limitsInWords(state.limits)].join(", ");
    case "limited":
      return ["allowed", ...limitsInWords(state.limits)].join(", ");
    case "allowed":
      return state.listed ? "allowed without further checks" : 'allowed without further checks, by "default": "allow"';
  }
}

/** The state in a few words, for a lens or a list: "allowed, 10 a minute". Holds no text of the policy. */
export function stateInShort(state: EffectiveState): string {
  switch (state.kind) {
    case "hidden":
      return "hidden";
    case "denied":
      return state.because === "not-listed" ? "denied: not listed" : "denied always";
    case "conditional":
      return ["conditional", ...limitsInShort(state.limits)].join(", ");
    case "limited":
      return ["allowed", ...limitsInShort(state.limits)].join(", ");
    case "allowed":
      return "allowed";
  }
}

/** The state in words, of a policy that the gateway may refuse: what is in force then is not known. */
export function asFarAsKnown({ refusal }: Policy, state: string): string {
  return refusal === undefined ? state : `not known: errors (as written: ${state})`;
}

/** One check of a conditional tool. */
export interface CheckInWords {
  readonly list: "require" | "deny_if";
  /** Holds texts of the policy: plain text. */
  readonly words: string;
}

/** Each check that decides a conditional tool, in the order of evaluation; none for any other state. */
export function checksOf(state: EffectiveState): readonly CheckInWords[] {
  if (state.kind !== "conditional") return [];
  return [
    ...state.require.map((predicate) => ({ list: "require", words: predicateInWords(predicate) }) as const),
    ...state.denyIf.map((predicate) => ({ list: "deny_if", words: predicateInWords(predicate) }) as const),
  ];
}

/** A longer predicate is counted instead of spelled out. */
const longestPredicate = 120;

function checksInWords(require: readonly Predicate[], denyIf: readonly Predicate[]): string {
  const count = require.length + denyIf.length;
  const [only] = [...require, ...denyIf];
  const words = count === 1 && only !== undefined ? predicateInWords(only) : "";
  if (words === "" || words.length > longestPredicate)
    return `allowed if ${counted(count, "check passes", "checks pass")}`;
  return require.length === 1 ? `allowed only if ${words}` : `allowed unless ${words}`;
}

/** More limits are counted instead of spelled out. */
const mostLimits = 4;

/** "at most 10 calls a minute and 50 an hour per grant, and 1000 a day over all tools"; nothing without limits. */
function limitsInWords(limits: readonly ApplicableLimit[]): string[] {
  if (limits.length === 0) return [];
  const shown = limits.slice(0, mostLimits);
  const words = shown.map(({ limit: { max, window, scope }, list }, index) => {
    const calls = index === 0 ? ` ${plural(max, "call")}` : "";
    // One grant per token is the rule; it is said once, and every other scope each time.
    const per = scope !== "grant" ? ` per ${quote(scope)}` : index === 0 ? " per grant" : "";
    return `${max}${calls} ${windowInWords(window)}${per}${list === "all_tools" ? " over all tools" : ""}`;
  });
  if (limits.length > shown.length) words.push(`${limits.length - shown.length} more limits`);
  return [`at most ${listOf(words, "and")}`];
}

/** The tool's own limits, two at most; without any, those over all tools. */
function limitsInShort(limits: readonly ApplicableLimit[]): string[] {
  const own = limits.filter(({ list }) => list === "tool");
  const words = (own.length > 0 ? own : limits)
    .slice(0, 2)
    .map(({ limit }) => `${limit.max} ${windowInWords(limit.window)}`);
  return own.length > 0 || words.length === 0 ? words : [`${listOf(words, "and")} over all tools`];
}
