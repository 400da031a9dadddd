import type { Policy } from "../../server/src/policy/model/policy";
import type { JsonObject } from "../../server/src/policy/text/json";
import { type Found, findCall } from "../../server/src/reach/findCall";

/** An answer to a yes-or-no question, with the call that proves a no. */
export type Answer =
  | { readonly kind: "yes" }
  | { readonly kind: "no"; readonly arguments: JsonObject }
  | { readonly kind: "not known"; readonly why: string };

/** A call that the policy lets through, before any limit has counted. */
export function admits(policy: Policy, tool: string, inputSchema?: JsonObject): Found {
  return findCall(tool, [{ policy, decision: "allow" }], inputSchema);
}

/** Whether the policy lets every call of the tool through. A no comes with a call that it denies. */
export function alwaysAllows(policy: Policy, tool: string, inputSchema?: JsonObject): Answer {
  return noneOf(findCall(tool, [{ policy, decision: "deny" }], inputSchema));
}

/** Whether the policy denies every call of the tool. A no comes with a call that it lets through. */
export function alwaysDenies(policy: Policy, tool: string, inputSchema?: JsonObject): Answer {
  return noneOf(admits(policy, tool, inputSchema));
}

/** Whether the other policy lets through every call that the one lets through. */
export function implies(one: Policy, other: Policy, tool: string, inputSchema?: JsonObject): Answer {
  const wanted = [
    { policy: one, decision: "allow" },
    { policy: other, decision: "deny" },
  ] as const;
  return noneOf(findCall(tool, wanted, inputSchema));
}

/** Whether two policies decide every call of the tool alike. A no comes with a call that they decide differently. */
export function equivalent(one: Policy, other: Policy, tool: string, inputSchema?: JsonObject): Answer {
  const forth = implies(one, other, tool, inputSchema);
  if (forth.kind === "no") return forth;
  const back = implies(other, one, tool, inputSchema);
  return back.kind === "yes" ? forth : back;
}

/** Whether no call of the tool is let through by both policies. */
export function disjoint(one: Policy, other: Policy, tool: string, inputSchema?: JsonObject): Answer {
  const wanted = [
    { policy: one, decision: "allow" },
    { policy: other, decision: "allow" },
  ] as const;
  return noneOf(findCall(tool, wanted, inputSchema));
}

function noneOf(found: Found): Answer {
  if (found.kind === "none") return { kind: "yes" };
  return found.kind === "some" ? { kind: "no", arguments: found.arguments } : found;
}
