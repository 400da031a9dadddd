import type { JsonValue } from "../../policy/text/json";
import { literally } from "../../policy/text/literally";

/** How a path or an address begins. */
export const placeStart = /^(?:https?:\/\/[^/]+)?\/./;

/**
 * An anchored pattern for paths or addresses that begin alike, up to their last common slash, with no `..` behind it;
 * undefined where the values are none, or share nothing but the root.
 */
export function commonPrefix(values: readonly JsonValue[]): string | undefined {
  const texts = values.filter((value): value is string => typeof value === "string");
  const [first = ""] = texts;
  if (texts.length < values.length || !texts.every((text) => placeStart.test(text))) return undefined;
  let length = 0;
  while (length < first.length && texts.every((text) => text[length] === first[length])) length++;
  const prefix = first.slice(0, first.lastIndexOf("/", length - 1) + 1);
  if (prefix.replace(/^https?:\/\/[^/]+/, "").length < 2 && !/^https?:\/\/[^/]+\/$/.test(prefix)) return undefined;
  const characters = charactersOf(texts.map((text) => text.slice(prefix.length)));
  if (characters === undefined) return undefined;
  // A segment of two dots leads out of the folder.
  const segment = `(?:[${characters}-]|\\.[${characters}-])[${characters}.-]*`;
  return `^${literally(prefix)}(?:${segment}/)*(?:${segment})?$`;
}

/** Characters of names that mean nothing else to a server; a dash comes last, where it is no range. */
const usual = "\\w @+=,";

/**
 * The inside of a class, but for dot and dash: the usual characters, the letters of all alphabets where there are others
 * than those of ASCII, and each odd one that there is. undefined where one is no part of a name: a backslash, what cannot be
 * seen, and what begins a query or another spelling of a character.
 */
function charactersOf(texts: readonly string[]): string | undefined {
  const odd = [...new Set(texts.join(""))].filter((each) => !/[\w @+=,./-]/.test(each));
  const isLetter = (each: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(each);
  const others = odd.filter((each) => !isLetter(each));
  if (others.some((each) => /[\\%?#\p{C}\p{Z}]/u.test(each))) return undefined;
  const escaped = others.map((each) => (/[\]^[]/.test(each) ? `\\${each}` : each)).join("");
  return `${usual}${odd.some(isLetter) ? "\\p{L}\\p{M}\\p{N}" : ""}${escaped}`;
}
