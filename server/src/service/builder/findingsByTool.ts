import { spanOfMember } from "../../policy/model/memberSpan";
import { type ReviewItem, review, startOf } from "../diagnostics/review";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";

/** What is said about each tool, and about the policy as a whole. */
export interface FindingsByTool {
  readonly ofTool: ReadonlyMap<string, readonly ReviewItem[]>;
  readonly ofPolicy: readonly ReviewItem[];
}

/** Sorts the findings of a document by the tool that they are about. */
export function findingsByTool(snapshot: Snapshot, environment: Environment): FindingsByTool {
  const ofTool = new Map<string, ReviewItem[]>();
  const ofPolicy: ReviewItem[] = [];
  const { tools } = snapshot.document;
  const hidden = new Map([...snapshot.policy.hide].map(([name, { start }]) => [start, name]));
  let next = 0;
  for (const item of review(snapshot, environment)) {
    const start = startOf(item);
    // Both are in the order of the text.
    for (let member = tools[next]; member !== undefined && spanOfMember(member).end <= start; member = tools[next])
      next++;
    const member = tools[next];
    const around = member !== undefined && spanOfMember(member).start <= start ? member.value.name : undefined;
    const name = (item.kind === "finding" ? item.finding.tool : undefined) ?? around ?? hidden.get(start);
    if (name === undefined || name === "*" || name === "") ofPolicy.push(item);
    else if (ofTool.has(name)) ofTool.get(name)?.push(item);
    else ofTool.set(name, [item]);
  }
  return { ofTool, ofPolicy };
}
