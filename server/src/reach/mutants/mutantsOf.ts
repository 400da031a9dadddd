import type { Policy } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import { findCall } from "../findCall";
import type { Mutant, MutantCall, UnknownMutant, Weakening } from "./mutant";
import { weakenings } from "./weakenings";

/**
 * Every one-step weakening of a policy that changes the decision on some call, with such a call. A change that changes no
 * call is not a mutant: no test could tell it from the policy. Each of those yields undefined, so a caller with other
 * requests to answer can stop between two.
 *
 * @param schemaOf the input schema of a tool, so that calls read like its own
 */
export function* mutantsOf(
  policy: Policy,
  schemaOf: (tool: string) => JsonObject | undefined = () => undefined,
): Generator<Mutant | UnknownMutant | undefined, void, void> {
  for (const weakening of weakenings(policy)) {
    const call = tellingCall(policy, weakening, schemaOf);
    if (typeof call === "string") yield { edit: weakening.edit, why: call };
    else if (call === undefined) yield undefined;
    else yield { edit: weakening.edit, span: weakening.span, policy: weakening.policy, call };
  }
}

/** A call that tells the change from the policy; undefined when none does; a sentence when it is not known. */
function tellingCall(
  policy: Policy,
  { policy: weaker, tools, repeat }: Weakening,
  schemaOf: (tool: string) => JsonObject | undefined,
): MutantCall | string | undefined {
  let why: string | undefined;
  for (const tool of tools) {
    const allowed = { policy: weaker, decision: "allow" } as const;
    // The calls that a limit counts are allowed by both, but for the last one.
    const wanted = repeat === undefined ? [allowed, { policy, decision: "deny" } as const] : [allowed];
    const found = findCall(tool, wanted, schemaOf(tool));
    if (found.kind === "some") return { tool, arguments: found.arguments, repeat: repeat ?? 1 };
    if (found.kind === "not known") why ??= found.why;
  }
  return why;
}
