import type { CoveredBranch, CoveredTool, PolicyCoverage } from "../../../server/src/protocol/policyTests";

/** What the tests of two files have seen of one policy, together. Parts are the same when they stand at the same place. */
export function addCoverage(one: PolicyCoverage, other: PolicyCoverage): PolicyCoverage {
  const branches = new Map(other.branches.map((branch) => [placeOf(branch), branch]));
  const tools = new Map(other.tools.map((tool) => [placeOf(tool), tool]));
  return {
    branches: one.branches.map((branch) => {
      const same = branches.get(placeOf(branch));
      return same === undefined
        ? branch
        : { ...branch, passed: branch.passed + same.passed, failed: branch.failed + same.failed };
    }),
    tools: one.tools.map((tool) => ({ ...tool, called: tool.called + (tools.get(placeOf(tool))?.called ?? 0) })),
    notKnown: one.notKnown + other.notKnown,
  };
}

function placeOf({ range: { start, end } }: CoveredBranch | CoveredTool): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}
