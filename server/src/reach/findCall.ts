import { admit } from "../policy/decide/admit";
import { applicableLimits } from "../policy/decide/applicableLimits";
import { decide } from "../policy/decide/decide";
import type { Condition, Policy } from "../policy/model/policy";
import type { JsonObject } from "../policy/text/json";
import { anyCall, type Demand, toBeDenied, together, toPass, withConditions } from "./formula";
import { Solver } from "./solver";
import { variablesOf } from "./variables";
import { waysInGroups } from "./waysInGroups";
import { waysLeft } from "./waysLeft";
import { argumentsIn, surprise } from "./witness";
import { TooMuchWork, Work } from "./work";

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

/** One object, so that what is made of a schema is made once. */
const noSchema: JsonObject = {};

/**
 * Looks for arguments of a tool that each of some policies decides as wanted. "none" is a proof: no arguments at all, of
 * any type, are decided so.
 *
 * @param inputSchema of the tool, so that the call reads like one of it; any call can be sent, so it rules nothing out
 * @param work the steps that it may take
 */
export function findCall(
  tool: string,
  wanted: readonly Wanted[],
  inputSchema: JsonObject = noSchema,
  work = new Work(),
): Found {
  try {
    return search(tool, wanted, inputSchema, work);
  } catch (problem) {
    if (!(problem instanceof TooMuchWork)) throw problem;
    return { kind: "not known", why: "The conditions are too many, or too large, to be compared." };
  }
}

function search(tool: string, wanted: readonly Wanted[], inputSchema: JsonObject, work: Work): Found {
  const alike = new AlikeConditions();
  const demands = wanted.map(({ policy, decision }) =>
    demandsOf(policy, tool, decision).map((demand) => withConditions(demand, (each) => alike.firstOf(each))),
  );
  if (demands.some((ways) => ways.length === 0)) return { kind: "none" };
  const base = demands.flatMap((ways) => (ways.length === 1 ? ways : [])).reduce(together, anyCall);
  const allWays = demands.filter((ways) => ways.length > 1);
  work.spend(allWays.reduce((count, ways) => count * ways.length, 1));
  const ways = allWays.reduce<readonly Demand[]>(
    (found, next) => found.flatMap((one) => next.map((other) => together(one, other))),
    [anyCall],
  );

  let why: string | undefined;
  for (const group of waysInGroups(base, waysLeft(base, ways, work))) {
    const variables = variablesOf([base, ...group], work);
    const solver = new Solver(base, variables, (variable, region) => surprise(inputSchema, variable, region), work);
    for (const way of group) {
      const solution = solver.solve(way);
      if (solution === "none") continue;
      if ("why" in solution) {
        why ??= solution.why;
        continue;
      }
      const args = argumentsIn(solution, inputSchema);
      if (wanted.every((each) => isDecided(each, tool, args))) return { kind: "some", arguments: args };
      why ??= "The call that was found is decided otherwise.";
      work.spend(alike.size);
    }
  }
  return why === undefined ? { kind: "none" } : { kind: "not known", why };
}

/** One object for all conditions that say the same. */
class AlikeConditions {
  readonly #first = new Map<string, Condition>();

  get size(): number {
    return this.#first.size;
  }

  firstOf(condition: Condition): Condition {
    const key = JSON.stringify([condition.path, condition.op, condition.value]);
    const known = this.#first.get(key);
    if (known !== undefined) return known;
    this.#first.set(key, condition);
    return condition;
  }
}

/** The ways in which a call can be decided so; none when it never is. */
function demandsOf(policy: Policy, tool: string, decision: "allow" | "deny"): readonly Demand[] {
  const admission = admit(policy, tool);
  if (admission.kind === "denied") return decision === "deny" ? [anyCall] : [];
  const isUsedUp = applicableLimits(policy, admission.rules).some(({ limit }) => limit.max < 1);
  if (isUsedUp) return decision === "deny" ? [anyCall] : [];
  if (admission.rules === undefined) return decision === "allow" ? [anyCall] : [];
  return decision === "allow" ? [toPass(admission.rules.value)] : toBeDenied(admission.rules.value);
}

function isDecided({ policy, decision }: Wanted, tool: string, args: JsonObject): boolean {
  const call = { tool, arguments: args, grant: "", at: 0 };
  return decide(policy, call, new Map(), { trace: false }).outcome === decision;
}
