import type { JsonValue } from "../../policy/text/json";

/**
 * An anchored pattern for paths or addresses that begin alike, up to their last common slash, with no `..` behind it;
 * undefined where the values are none, or share nothing but the root.
 */
export function commonPrefix(values: readonly JsonValue[]): string | undefined {
  const texts = values.filter((value): value is string => typeof value === "string");
  const [first = ""] = texts;
  if (texts.length < values.length || !texts.every((text) => /^(?:https?:\/\/[^/]+)?\/./.test(text))) return undefined;
  let length = 0;
  while (length < first.length && texts.every((text) => text[length] === first[length])) length++;
  const prefix = first.slice(0, first.lastIndexOf("/", length - 1) + 1);
  if (prefix.replace(/^https?:\/\/[^/]+/, "").length < 2 && !/^https?:\/\/[^/]+\/$/.test(prefix)) return undefined;
  // A segment of two dots leads out of the folder; so do characters that mean something else to a server.
  const segment = "(?:[\\w @+=,-]|\\.[\\w @+=,-])[\\w @+=,.-]*";
  return `^${prefix.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}(?:${segment}/)*(?:${segment})?$`;
}
