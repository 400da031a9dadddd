import type { Rule } from "../engine/rule";
import { dialectFindings } from "./dialectFindings";

/** Spec §3: `rate_limit` is an entry of `limits`. */
export const oldRateLimit: Rule = {
  code: "old-rate-limit",
  title: "`rate_limit` belongs to an older dialect",
  area: "dialect",
  severity: "error",
  docs: {
    what: 'A tool, or an entry of `rules`, has a `rate_limit`: an object with `max` and a `window` in seconds, or a text such as `"10/minute"`. Windows of 60, 3600 and 86400 seconds become a minute, an hour and a day; other lengths have no equivalent, and the message says so.',
    why: "The hosted gateway does not document `rate_limit`. If it ignores the field, nothing limits the calls.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_message": { "rate_limit": { "max": 10, "window": 60 } }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_message": {
      "limits": [{ "counter": "send_message_rate", "window": "minute", "max": 10, "scope": "grant" }]
    }
  }
}`,
  },
  fixes: ["Write the rules of … in this format", "Limit it to … per …"],
  isAutomatic: true,
  check: { each: "tool", evenBroken: true, find: (subject) => dialectFindings("old-rate-limit", subject) },
};
