import { summarisePolicy, summaryInWords } from "../../catalogue/policySummary";
import { riskOrder } from "../../policy/words/plain/reviewOrder";
import { type BuilderParams, type BuilderResult, nothingBuilt } from "../../protocol/builder";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { builderDetail } from "./builderDetail";
import { builderRows } from "./builderRows";
import { findingsByTool } from "./findingsByTool";
import { notBuilt } from "./notBuilt";

/** The policy as rows and parts that can be chosen and filled in. */
export function builder(snapshot: Snapshot, environment: Environment, { tool }: BuilderParams): BuilderResult {
  const { policy } = snapshot;
  const why = notBuilt(snapshot);
  if (why !== undefined) return { ...nothingBuilt, notBuilt: why, version: snapshot.version };
  const findings = findingsByTool(snapshot, environment);
  return {
    version: snapshot.version,
    notBuilt: null,
    default: policy.default ?? null,
    serverName: environment.catalogue.serverName,
    summary: summaryInWords(summarisePolicy(policy, environment.catalogue), policy.refusal),
    risks: riskOrder,
    rows: builderRows(snapshot, environment, findings),
    detail: builderDetail(snapshot, environment, findings, typeof tool === "string" ? tool : null),
  };
}
