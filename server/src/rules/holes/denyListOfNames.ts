import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import { nameAttacks } from "../../reach/attacks/nameAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings } from "./holeFindings";

/** Attacks, "model, table, resource": everything that a deny list forgets. */
export const denyListOfNames: Rule = {
  code: "deny-list-of-names",
  title: "A requirement says what is forbidden, not what is allowed",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A condition of `require` is `neq` or `not_in` on a name from a set (a model, table, repository, branch, path or host), and no other requirement says what is allowed. So everything that is not on the list passes. Not reported where the schema lists the values, and in `deny_if`, where `neq` says what is allowed.",
    why: "A list of forbidden names is never complete, and is outdated as soon as the server gets a new one. A list of allowed names fails on the safe side.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_table": {
      "require": [
        {
          "conditions": [{ "path": "args.table", "op": "neq", "value": "users" }],
          "on_deny": "Not this one."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_table": {
      "require": [
        {
          "conditions": [{ "path": "args.table", "op": "in", "value": ["orders", "customers"] }],
          "on_deny": "Read orders and customers only."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Allow only what you list: …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        nameAttacks,
        ({ says }) => `${says} List what is allowed, by "in".`,
        (_hole, argument) => closings(argument),
      ),
  },
};

/** The names that the schema gives as examples: a start for a list of allowed ones. */
function closings({ node }: GuardedArgument): readonly Closing[] {
  const described = [...(node?.description.matchAll(/(?:such as|e\.g\.,?|for example) ([\w./-]*\w)/g) ?? [])].map(
    ([, example]) => example ?? "",
  );
  const examples = (node?.examples ?? []).filter((each) => typeof each === "string");
  const names = [...new Set([...examples, ...described])].filter((each) => each !== "").slice(0, 5);
  if (names.length === 0) return [];
  const shown = names.map((each) => JSON.stringify(each)).join(", ");
  return [{ title: `Allow only what you list: in [${shown}]`, replace: { op: "in", value: names } }];
}
