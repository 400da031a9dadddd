import { listOf } from "../../policy/words/plain/listOf";
import { plural } from "../../policy/words/plain/plural";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import { deniedWords, spellingAttacks } from "../../reach/attacks/spellingAttacks";
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
  fixes: ["Deny the word …", "Deny the words …"],
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

/** An entry more: the old one may name other things as well, and stays. */
function closings({ condition }: Hole, { kind }: GuardedArgument): readonly Closing[] {
  const words = deniedWords(condition, kind === "command");
  const [word] = words;
  if (word === undefined) return [];
  const pattern = words.length === 1 ? `\\b${word}\\b` : `\\b(?:${words.join("|")})\\b`;
  const value = kind === "command" ? pattern : `(?i)${pattern}`;
  const message = `${listOf(words, "and")} ${plural(words.length, "is", "are")} not allowed here.`;
  const title =
    words.length === 1
      ? `Deny the word ${word} wherever it is`
      : `Deny the words ${listOf(words, "and")} wherever they are`;
  return [{ title, deny: { op: "regex", value, message } }];
}
