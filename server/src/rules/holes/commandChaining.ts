import { outlineOf } from "../../policy/pattern/patternOutline";
import { literally } from "../../policy/text/literally";
import { quote } from "../../policy/words/plain/quote";
import { commandAttacks, joiningCharacters } from "../../reach/attacks/commandAttacks";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings, takenFor } from "./holeFindings";

/** Attacks, "command, shell, script" and "sql, query, code". */
export const commandChaining: Rule = {
  code: "command-chaining",
  title: "A second command passes after an allowed one",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A requirement on a command or on SQL names how it begins, or what is somewhere in it, and a string with a second command passes: after `;`, `&&`, `|` or a line end, in `$(…)` or in backticks. Not reported where only whole commands are allowed, and where another condition rejects these characters.",
    why: "A shell runs everything on the line, and many databases run every statement. A rule that checks only the first word allows everything after it.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "run_command": {
      "require": [
        {
          "conditions": [{ "path": "args.command", "op": "regex", "value": "^(ls|cat) " }],
          "on_deny": "Only ls and cat may be run."
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
      "require": [
        {
          "conditions": [{ "path": "args.command", "op": "regex", "value": "^(ls|cat) " }],
          "on_deny": "Only ls and cat may be run."
        }
      ],
      "deny_if": [
        {
          "conditions": [{ "path": "args.command", "op": "regex", "value": "[;&|\`$<>\\\\r\\\\n]" }],
          "on_deny": "One command at a time."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Deny what joins commands: …", "Match the beginning: …, and deny what joins commands"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        commandAttacks,
        (hole, argument) => `${hole.says} ${takenFor(argument, argument.kind === "sql" ? "SQL" : "a command")}`,
        closings,
      ),
  },
};

function closings({ condition }: Hole, { kind }: GuardedArgument): readonly Closing[] {
  const characters = kind && joiningCharacters[kind];
  if (characters === undefined) return [];
  const message = kind === "sql" ? "One statement at a time." : "One command at a time.";
  const deny = { op: "regex", value: characters, message };
  const text = String(condition.value);
  const alternatives = condition.op === "regex" && outlineOf(text).bars.length > 0;
  const start = condition.op === "contains" ? `^${literally(text)}` : alternatives ? `^(?:${text})` : `^${text}`;
  return [
    { title: `Deny what joins commands: ${characters}`, deny },
    {
      title: `Match the beginning: ${quote(start)}, and deny what joins commands`,
      replace: { op: "regex", value: start },
      deny,
    },
  ];
}
