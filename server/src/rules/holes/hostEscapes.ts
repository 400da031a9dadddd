import { outlineOf } from "../../policy/pattern/patternOutline";
import { literally } from "../../policy/text/literally";
import { quote } from "../../policy/words/plain/quote";
import { elementAttacks } from "../../reach/attacks/elementAttacks";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import { hostAttacks } from "../../reach/attacks/hostAttacks";
import { meantDots } from "../../reach/attacks/meantDots";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings, takenFor } from "./holeFindings";
import { isOpenAtOneEnd } from "./unanchoredAllowList";

/** Attacks, "url, host, domain". */
export const hostEscapes: Rule = {
  code: "host-escapes",
  title: "A URL can lead to another host",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A requirement on a URL or a host names a host, by a pattern or by `contains`, and a URL of another host passes: the allowed host is before an `@`, in a longer name, in the path or in the query. In a list, `contains` compares whole elements, and one match is enough. Not reported where the requirement names no host (`^https://`), and where any host passes.",
    why: "The host is only what is between `//` and the next `/`, `?` or `#`, and after an `@`. `https://example.com@evil.example/` and `https://evil.example/?https://example.com/` are addresses of `evil.example`.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch_page": {
      "require": [
        {
          "conditions": [{ "path": "args.url", "op": "regex", "value": "https://example\\\\.com/.*" }],
          "on_deny": "Only pages of our own site can be fetched."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch_page": {
      "require": [
        {
          "conditions": [{ "path": "args.url", "op": "regex", "value": "^https://example\\\\.com/.*" }],
          "on_deny": "Only pages of our own site can be fetched."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Tie the host: …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        // A pattern that stops within a host's name is another finding, with a smaller fix.
        (argument) => [
          ...hostAttacks(argument).filter(({ condition }) => !isOpenAtOneEnd(subject.syntax, condition)),
          ...elementAttacks(argument, "url", "host"),
        ],
        (hole, argument) => `${hole.says} ${takenFor(argument, argument.kind === "host" ? "a host" : "a URL")}`,
        closings,
      ),
  },
};

function closings({ condition }: Hole, { kind }: GuardedArgument): readonly Closing[] {
  const text = String(condition.value);
  const tied = (value: string): Closing => ({
    title: `Tie the host: ${quote(value)}`,
    replace: { op: "regex", value },
  });
  if (condition.op === "contains") {
    const [, scheme = "https://", rest = ""] = /^([a-z]+:\/\/)?(.*?)\/?$/i.exec(text) ?? [];
    return kind === "host"
      ? [tied(`^${literally(text)}$`)]
      : [tied(`^${scheme}${literally(rest)}${text.endsWith("/") ? "/" : "(?:/|$)"}`)];
  }
  if (outlineOf(text).bars.length > 0) {
    // Of several alternatives, an anchor would become a part of one: they are tied as a group, where none has its own.
    if (/[\^$]|:\/\//.test(text)) return [];
    const any = `(?:${meantDots(text)})`;
    return [tied(kind === "host" ? `^${any}$` : `^https://${any}(?:/|$)`)];
  }
  const bare = meantDots(text)
    .replace(/^\^/, "")
    .replace(/^\.[*+]/, "");
  const whole = bare.replace(/\$$/, "").replace(/\.[*+]$/, "");
  if (kind === "host") return [tied(`^${bare.replace(/\$$/, "")}$`), tied(`^${whole}$`)];
  const withScheme = [tied(`^https://${bare}`), tied(`^https://${whole}(?:/|$)`)];
  // A bare name at the beginning would let no whole address through.
  return bare.includes("://") ? [tied(`^${bare}`), tied(`^${whole}(?:/|$)`), ...withScheme] : withScheme;
}
