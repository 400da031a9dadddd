import type { JsonValue } from "../policy/json";

const messages: ReadonlyMap<string, string> = new Map([
  [
    "require_approval",
    'Asking a person for approval has no equivalent in this format, and the gateway may ignore this: then calls pass without anybody asked. The published way is an entry of "deny_if" with empty "conditions" and the message "Requires human approval."',
  ],
  [
    "approval_timeout",
    "A time for approval has no equivalent in this format: the gateway waits for nobody, and may ignore or refuse this.",
  ],
  [
    "spend_limit",
    'A limit on what is spent has no equivalent in this format, and the gateway may ignore this: then spending has no bound. Bound the amount of one call under "deny_if", and the number of calls under "limits".',
  ],
  [
    "increment_from",
    "Counting amounts has no equivalent in this format, and the gateway may ignore this: then every call counts as one, whatever its amount.",
  ],
]);

/** Whether a key of an older dialect has no equivalent in this format (spec §3). */
export function hasNoEquivalent(key: string): boolean {
  return messages.has(key);
}

/** What there is to say about such a key. */
export function noEquivalentMessage(key: string, value: JsonValue | undefined): string {
  if (key === "require_approval" && value === false)
    return '"require_approval" belongs to an older dialect, and false asks for nothing. The gateway may ignore or refuse it: remove it.';
  return messages.get(key) ?? "";
}
