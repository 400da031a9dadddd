import type { Assumptions } from "../../policy/model/assumptions";
import type { Policy } from "../../policy/model/policy";
import { snapshotOf } from "../snapshot";
import { withReading } from "./withReading";

/** The policy that a text is, for a gateway; or why it is none, in a sentence. Errors of a policy are part of it. */
export function readGatewayPolicy(text: string, assumptions: Partial<Assumptions> | undefined): Policy | string {
  const snapshot = withReading(snapshotOf(text), assumptions);
  if (snapshot.foreign !== undefined) return `This is a policy of ${snapshot.foreign}, not of an MCP gateway.`;
  if (snapshot.isOversized) return snapshot.problems[0]?.message ?? "It is too large.";
  return snapshot.policy;
}
