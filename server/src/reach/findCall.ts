import { admit } from "../policy/decide/admit";
import { applicableLimits } from "../policy/decide/applicableLimits";
import { decide } from "../policy/decide/decide";
import type { Policy } from "../policy/model/policy";
import type { JsonObject } from "../policy/text/json";
import { type Demand, toBeDenied, together, toPass } from "./formula";
import { solve } from "./solve";
import { variablesOf } from "./variables";
import { argumentsIn, surprise } from "./witness";

/** What a policy is asked to do with a call, at its first moment: before any limit has counted. */
export interface Wanted {
  readonly policy: Policy;
  readonly decision: "allow" | "deny";
}

/** Whether there is a call that is decided as wanted. A call that is shown was decided so by `decide`. */
export type Found =
  | { readonly kind: "some"; readonly arguments: JsonObject }
  | { readonly kind: "none" }
  /** It could not be told, with the reason as a sentence. */
  | { readonly kind: "not known"; readonly why: string };

/**
 * Looks for arguments of a tool that each of some policies decides as wanted. "none" is a proof: no arguments at all, of
 * any type, are decided so.
 *
 * @param inputSchema of the tool, so that the call reads like one of it; any call can be sent, so it rules nothing out
 */
export function findCall(tool: string, wanted: readonly Wanted[], inputSchema: JsonObject = {}): Found {
  const ways = wanted
    .map(({ policy, decision }) => demandsOf(policy, tool, decision))
    .reduce<readonly Demand[]>(
      (found, next) => found.flatMap((one) => next.map((other) => together(one, other))),
      [{ all: [], choices: [] }],
    );
  const variables = variablesOf(ways);
  let why = variables.find(({ notKnown }) => notKnown !== undefined)?.notKnown;
  for (const way of ways) {
    const solution = solve(way, variables, (variable, region) => surprise(inputSchema, variable, region));
    if (solution === "gave up") why ??= "The conditions can be combined in too many ways.";
    if (typeof solution === "string") continue;
    const args = argumentsIn(solution, inputSchema);
    if (wanted.every((each) => isDecided(each, tool, args))) return { kind: "some", arguments: args };
    why ??= "The call that was found is decided otherwise.";
  }
  return why === undefined ? { kind: "none" } : { kind: "not known", why };
}

/** The ways in which a call can be decided so; none when it never is. */
function demandsOf(policy: Policy, tool: string, decision: "allow" | "deny"): readonly Demand[] {
  const always: readonly Demand[] = [{ all: [], choices: [] }];
  const admission = admit(policy, tool);
  if (admission.kind === "denied") return decision === "deny" ? always : [];
  const isUsedUp = applicableLimits(policy, admission.rules).some(({ limit }) => limit.max < 1);
  if (isUsedUp) return decision === "deny" ? always : [];
  if (admission.rules === undefined) return decision === "allow" ? always : [];
  return decision === "allow" ? [toPass(admission.rules.value)] : toBeDenied(admission.rules.value);
}

function isDecided({ policy, decision }: Wanted, tool: string, args: JsonObject): boolean {
  const call = { tool, arguments: args, grant: "", at: 0 };
  return decide(policy, call, new Map(), { trace: false }).outcome === decision;
}
