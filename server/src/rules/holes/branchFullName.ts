import type { JsonValue } from "../../policy/text/json";
import { remoteBranchAttacks } from "../../reach/attacks/besideAttacks";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import { branchAttacks, deniedBranches, takesRefspecs } from "../../reach/attacks/nameAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings } from "./holeFindings";

/** Attacks, "branch": one branch has two names. */
export const branchFullName: Rule = {
  code: "branch-full-name",
  title: "A denied branch passes by its full name",
  area: "holes",
  severity: "warning",
  docs: {
    what: "An entry of `deny_if` names a branch by `eq` or `in`, and `refs/heads/` with the same name passes. With `git push`, refspecs (`HEAD:main`) and an unchecked `remoteBranch` pass, too.",
    why: "Git treats `main` and `refs/heads/main` as the same branch. Strings are compared exactly, so the full name passes.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "push_files": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.branch", "op": "in", "value": ["main"] }],
          "on_deny": "Open a pull request."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "push_files": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.branch", "op": "in", "value": ["main", "refs/heads/main"] }],
          "on_deny": "Open a pull request."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Deny the full names too", "Deny full names and refspecs too", "Deny …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        (argument) => [...branchAttacks(argument), ...remoteBranchAttacks(argument)],
        ({ says }) => says,
        closings,
      ),
  },
};

function closings({ condition }: Hole, argument: GuardedArgument): readonly Closing[] {
  const { op, value } = condition;
  const denied = deniedBranches(argument, condition);
  const full = denied.map((each) => `refs/heads/${each}`);
  const title = "Deny the full names too";
  const message = "This branch is protected.";
  if (takesRefspecs(argument.tool)) {
    const refspecs = `^\\+?(?:[^:]*:)?(?:refs/heads/)?(?:${denied.join("|")})$`;
    return [{ title: "Deny full names and refspecs too", deny: { op: "regex", value: refspecs, message } }];
  }
  if (op === "regex") return [{ title, deny: { op: "in", value: full, message } }];
  const names = [value].flat() as readonly JsonValue[];
  return [{ title, replace: { op: "in", value: [...new Set([...names, ...full])] } }];
}
