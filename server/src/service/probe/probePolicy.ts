import type { Range } from "vscode-languageserver-types";
import { admit } from "../../policy/decide/admit";
import type { JsonObject } from "../../policy/text/json";
import type { AttemptedCall, ProbeParams } from "../../protocol/probe";
import type { Fix } from "../../rules/engine/rule";
import { findingsOf } from "../diagnostics/review";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { attemptedCalls } from "./attemptedCalls";
import { blindSpot } from "./blindSpot";
import { type PolicyNote, policyNotes } from "./policyNotes";

/** A call that gets through although a condition was meant to stop it. */
export interface ProbedHole {
  /** The code of the rule that has found it, which has a page. */
  readonly kind: string;
  /** `decide` allows them. */
  readonly arguments: JsonObject;
  readonly says: string;
  /** The condition. */
  readonly range: Range;
  /** What closes it, best first, only when that was asked for. */
  readonly fixes?: readonly Fix[];
}

/** A tool that may be called, and what gets past its rules. */
export interface ProbedTool {
  readonly tool: string;
  readonly holes: readonly ProbedHole[];
  /** What could not be looked at, and why, as sentences. */
  readonly notKnown: readonly string[];
  /** What was tried, only when that was asked for. */
  readonly attempts?: readonly AttemptedCall[];
}

/** What gets past a policy. */
export interface Probe {
  readonly tools: readonly ProbedTool[];
  /** What concerns the policy as a whole. */
  readonly policy: readonly PolicyNote[];
  /** Why nothing is known of the policy; null when it can be decided by. */
  readonly notKnown: string | null;
}

/**
 * Looks for calls that get past the rules of a policy, whatever a person has silenced: each of them is decided *allow*.
 *
 * @param only the tools that are asked about; all that the policy names otherwise
 */
export function probePolicy(
  snapshot: Snapshot,
  environment: Environment,
  only?: readonly string[],
  { wantsAttempts = false, wantsFixes = false }: Pick<ProbeParams, "wantsAttempts"> & { wantsFixes?: boolean } = {},
): Probe {
  const { policy } = snapshot;
  if (policy.refusal !== undefined) {
    const notKnown = `The gateway would refuse the policy: ${policy.refusal.first}`;
    return { tools: [], policy: [], notKnown };
  }
  const holes = new Map<string, ProbedHole[]>();
  for (const { rule, tool, call, message, span, fixes } of findingsOf(snapshot, environment)) {
    if (tool === undefined || call === undefined) continue;
    if (only !== undefined && !only.includes(tool)) continue;
    const hole = {
      kind: rule.code,
      arguments: call,
      says: message,
      range: rangeOf(snapshot, span),
      ...(wantsFixes && { fixes: fixes() }),
    };
    const known = holes.get(tool);
    if (known === undefined) holes.set(tool, [hole]);
    else known.push(hole);
  }
  const names = only ?? [...policy.tools.keys()];
  return {
    tools: names
      .filter((tool) => admit(policy, tool).kind === "admitted")
      .map((tool) => {
        const found = holes.get(tool) ?? [];
        return {
          tool,
          holes: found,
          notKnown: blindSpot(policy.tools.get(tool)?.value, environment.catalogue.find(tool)),
          ...(wantsAttempts && { attempts: attemptedCalls(policy, tool, found, environment.catalogue.find(tool)) }),
        };
      }),
    policy: policyNotes(policy, environment.catalogue),
    notKnown: null,
  };
}
