import { literally } from "../../policy/text/literally";
import { quote } from "../../policy/words/plain/quote";
import { otherEndAttacks } from "../../reach/attacks/besideAttacks";
import { elementAttacks } from "../../reach/attacks/elementAttacks";
import type { Hole } from "../../reach/attacks/hole";
import { pathAttacks } from "../../reach/attacks/pathAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings, takenFor } from "./holeFindings";
import { isOpenAtOneEnd } from "./unanchoredAllowList";

/** A segment that leads a level up, with any separator. */
const dots = {
  op: "regex",
  value: "(^|[/\\\\])\\.\\.([/\\\\]|$)",
  message: 'A path must not contain "..".',
} as const;

/** The same in a URL, where a dot may be encoded. */
const dotsInUrl = { ...dots, value: "(?i)[/\\\\](\\.|%2e){2}([/\\\\?#]|$)" } as const;

/** Attacks, "path, file, directory": a server follows what the gateway only compares. */
export const pathEscapes: Rule = {
  code: "path-escapes",
  title: "A path can lead out of the allowed folder",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A requirement on a path or a URL names a folder, by a pattern or by `contains`, and a path that leads somewhere else passes: one with `..` after the folder, or one with the folder in the middle. In a URL, `%2e%2e` is the same as `..`. In a list of paths, `contains` compares whole elements, and one match is enough. Also reported where the other end of a move or a copy is unchecked. An argument counts as a path by its name, its description or the examples of its schema. Not reported where the requirement names no folder, where any path passes anyway, and where another condition rejects such paths. No rule can see a symbolic link.",
    why: "The gateway compares strings, and the server opens files. `/srv/share/../../etc/passwd` begins with `/srv/share/`, and is `/etc/passwd`.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": {
      "require": [
        {
          "conditions": [{ "path": "args.path", "op": "regex", "value": "^/srv/share/" }],
          "on_deny": "Read files of the share only."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": {
      "require": [
        {
          "conditions": [{ "path": "args.path", "op": "regex", "value": "^/srv/share/" }],
          "on_deny": "Read files of the share only."
        }
      ],
      "deny_if": [
        {
          "conditions": [{ "path": "args.path", "op": "regex", "value": "(^|[/\\\\\\\\])\\\\.\\\\.([/\\\\\\\\]|$)" }],
          "on_deny": "A path must not contain \\"..\\"."
        }
      ]
    }
  }
}`,
  },
  fixes: ['Deny ".." in the path', 'Let the path begin with …, and deny ".."', "Check … in the same way"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        // A pattern that stops within a name lets a neighbour pass, which is another finding, with a smaller fix.
        (argument) => [
          ...pathAttacks(argument).filter(({ condition }) => !isOpenAtOneEnd(subject.syntax, condition)),
          ...elementAttacks(argument, "path"),
          ...otherEndAttacks(argument),
        ],
        (hole, argument) => `${hole.says} ${takenFor(argument, argument.kind === "url" ? "a URL" : "a path")}`,
        ({ condition }, { kind }) => closings(condition, kind === "url" ? dotsInUrl : dots),
      ),
  },
};

function closings({ op, value }: Hole["condition"], deny: typeof dots | typeof dotsInUrl): readonly Closing[] {
  const text = String(value);
  const start = op === "contains" ? `^${literally(text)}` : `^${text}`;
  const begin = op === "contains" ? text : start.slice(1);
  return [
    { title: 'Deny ".." in the path', deny },
    {
      title: `Let the path begin with ${quote(begin)}, and deny ".."`,
      replace: { op: "regex", value: start },
      deny,
    },
  ];
}
