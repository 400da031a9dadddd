import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import { deniedWord, spellingAttacks } from "../../reach/attacks/spellingAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings, takenFor } from "./holeFindings";

/** Attacks, "command, shell, script" and "sql, query, code". */
export const otherSpelling: Rule = {
  code: "other-spelling",
  title: "A denied command passes when it is spelled differently",
  area: "holes",
  severity: "warning",
  docs: {
    what: "An entry of `deny_if` forbids a part of a command or of SQL, and another spelling of the same passes: `rm -fr` or `/bin/rm` for `rm -rf`, `drop table` for `DROP TABLE`. Not reported where all common spellings of that command are denied.",
    why: "Strings are compared exactly. A shell has many ways to write the same command, and SQL keywords are not case-sensitive.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "run_command": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.command", "op": "contains", "value": "rm -rf" }],
          "on_deny": "Nothing is deleted."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "run_command": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.command", "op": "regex", "value": "\\\\brm\\\\b" }],
          "on_deny": "Nothing is deleted."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Deny the word …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        spellingAttacks,
        (hole, argument) => `${hole.says} ${takenFor(argument, argument.kind === "command" ? "a command" : "SQL")}`,
        closings,
      ),
  },
};

function closings({ condition }: Hole, { kind }: GuardedArgument): readonly Closing[] {
  const word = deniedWord(condition, kind === "command");
  if (word === undefined) return [];
  const value = kind === "command" ? `\\b${word}\\b` : `(?i)\\b${word}\\b`;
  return [{ title: `Deny the word ${word} wherever it is`, replace: { op: "regex", value } }];
}
