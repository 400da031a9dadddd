import { moveSpan, spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Rule } from "../engine/rule";
import { ownMessage } from "./ownMessage";
import { reachedEntries } from "./unconditionalDenial";

/** Spec §2: the agent receives `[POLICY DENIED]` and this message, and nothing else. */
export const emptyMessage: Rule = {
  code: "empty-message",
  title: "A message gives no reason",
  area: "style",
  severity: "information",
  docs: {
    what: "An `on_deny` is blank, or says only that the call is denied, such as `Denied`, `Not allowed` or `No.` Entries that can never deny are not reported.",
    why: "The agent reads `[POLICY DENIED]` before the message, so it already knows this. It needs the reason, and what to do instead: a smaller amount, another tool, a person to ask. Without them, it tries again or gives up.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.age_days", "op": "gt", "value": 90 }],
          "on_deny": "Not allowed."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.age_days", "op": "gt", "value": 90 }],
          "on_deny": "Payments older than 90 days need a manager: ask the person you work for."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Write the message: …"],
  check: {
    each: "tool",
    find: ({ syntax }) =>
      reachedEntries(syntax).flatMap((entry) => {
        const { onDeny } = entry;
        if (onDeny?.type !== "string" || !saysNothing(onDeny.value)) return [];
        const isBlank = String(onDeny.value).trim() === "";
        const fact = isBlank ? "This message is blank" : `${quote(onDeny.value)} says only that the call is denied`;
        return [
          {
            span: spanOf(onDeny),
            message: `${fact}: the agent learns neither the reason nor what to do instead.`,
            fixes: ({ member }) => {
              const words = ownMessage(entry);
              return [
                {
                  title: `Write the message: ${words}`,
                  edits: [{ span: moveSpan(spanOf(onDeny), member?.offset ?? 0), newText: JSON.stringify(words) }],
                  keepsMeaning: false,
                  automatic: false,
                },
              ];
            },
          },
        ];
      }),
  },
};

const empty = new Set([
  ...["", "access denied", "blocked", "blocked by policy", "call denied", "denied", "denied by policy", "disallowed"],
  ...["error", "failed", "forbidden", "invalid", "message", "n a", "no", "none", "nope", "not allowed"],
  ...["not allowed by policy", "not authorized", "not authorised", "not permitted", "null", "operation not allowed"],
  ...["permission denied", "policy denied", "prohibited", "rejected", "request denied", "test", "todo"],
  ...["this is not allowed", "tool denied", "unauthorized", "unauthorised", "undefined", "xxx"],
]);

const mostWords = Math.max(...[...empty].map((words) => words.split(" ").length));

/** Compared without case and punctuation. What has no letter or digit says nothing either. */
function saysNothing(message: string): boolean {
  const words: string[] = [];
  // The rest is not read: most messages have more words than any of these.
  for (const [word] of message.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu))
    if (words.push(word) > mostWords) return false;
  return empty.has(words.join(" "));
}
