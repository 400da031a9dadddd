import { spanOfMember } from "../../policy/edit/memberEdits";
import type { Severity } from "../../policy/text/problem";
import { type Remark, review, startOf } from "../diagnostics/review";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";

/** What is said about each tool, and about the policy as a whole. */
export interface RemarksByTool {
  readonly ofTool: ReadonlyMap<string, readonly Remark[]>;
  readonly ofPolicy: readonly Remark[];
}

/** Sorts the remarks of a document by the tool that they are about. */
export function remarksByTool(snapshot: Snapshot, environment: Environment): RemarksByTool {
  const ofTool = new Map<string, Remark[]>();
  const ofPolicy: Remark[] = [];
  const { tools } = snapshot.document;
  const hidden = new Map([...snapshot.policy.hide].map(([name, { start }]) => [start, name]));
  let next = 0;
  for (const remark of review(snapshot, environment)) {
    const start = startOf(remark);
    // Both are in the order of the text.
    for (let member = tools[next]; member !== undefined && spanOfMember(member).end <= start; member = tools[next])
      next++;
    const member = tools[next];
    const around = member !== undefined && spanOfMember(member).start <= start ? member.value.name : undefined;
    const name = (remark.kind === "finding" ? remark.finding.tool : undefined) ?? around ?? hidden.get(start);
    if (name === undefined || name === "*" || name === "") ofPolicy.push(remark);
    else ofTool.set(name, [...(ofTool.get(name) ?? []), remark]);
  }
  return { ofTool, ofPolicy };
}

/** How bad a remark is. */
export function severityOfRemark(remark: Remark): Severity {
  return remark.kind === "problem" ? remark.problem.severity : remark.severity;
}
