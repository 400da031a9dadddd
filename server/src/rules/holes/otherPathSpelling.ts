import { pathSpellingAttacks } from "../../reach/attacks/pathSpellingAttacks";
import type { Rule } from "../engine/rule";
import { holeFindings, takenFor } from "./holeFindings";

/** What other spellings of a path have, and the plain one has not. */
const roundabout = {
  op: "regex",
  value: "//|(^|/)\\.\\.?(/|$)|./$",
  message: 'Write the path without ".", ".." and double slashes.',
} as const;

/** Attacks, "path, file, directory": a server follows what the gateway only compares. */
export const otherPathSpelling: Rule = {
  code: "other-path-spelling",
  title: "A denied path passes when it is spelled differently",
  area: "holes",
  severity: "warning",
  docs: {
    what: "An entry of `deny_if` forbids a path, and another spelling of the same path passes: `/./etc/passwd`, `/tmp/../etc/passwd`, `//etc/passwd`, or `/srv/secret/` for `/srv/secret`. An argument counts as a path by its name, its description or the examples of its schema. Only paths that begin with `/` are looked at, and only where the tool's name, the argument's name, the description or the path itself shows that it is the path of a file: the route of an API (`/v1/users`) is not. Not reported where all of these spellings are denied.",
    why: "The gateway compares strings, and the server opens files. A denial has to list every spelling of what it forbids.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.path", "op": "in", "value": ["/etc/passwd", "/etc/shadow"] }],
          "on_deny": "Accounts are not for reading."
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
      "deny_if": [
        {
          "conditions": [{ "path": "args.path", "op": "in", "value": ["/etc/passwd", "/etc/shadow"] }],
          "on_deny": "Accounts are not for reading."
        },
        {
          "conditions": [{ "path": "args.path", "op": "regex", "value": "//|(^|/)\\\\.\\\\.?(/|$)|./$" }],
          "on_deny": "Write the path without \\".\\", \\"..\\" and double slashes."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Deny other spellings of paths"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        pathSpellingAttacks,
        (hole, argument) => `${hole.says} ${takenFor(argument, "a path")}`,
        () => [{ title: "Deny other spellings of paths", deny: roundabout }],
      ),
  },
};
