import { quote } from "../../policy/words/plain/quote";
import { allowedText } from "./allowedText";
import { comparedText } from "./comparedText";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { passes } from "./passes";

const outsider = "evil.example";

/**
 * Addresses of another host that a requirement on a URL or host lets through: the allowed host as a user's name, a part
 * of a longer name, or in path and query. Silent where the requirement names no host, and where any host is allowed.
 */
export function hostAttacks(argument: GuardedArgument): readonly Hole[] {
  const { kind, required } = argument;
  const condition = required.find(({ op }) => op === "regex" || op === "contains");
  if ((kind !== "url" && kind !== "host") || condition === undefined) return [];
  const allowed = allowedText(argument);
  const host = allowed === undefined ? undefined : hostOf(allowed);
  if (allowed === undefined || host === undefined) return [];
  // A host of which the last two names stand in the condition was meant; any other is one of many.
  const meant = comparedText(condition).replaceAll("\\", "").toLowerCase();
  const lastNames = host.split(".").slice(-2).join(".");
  if (!meant.includes(lastNames)) return [];
  const plain = kind === "host" ? [outsider] : [`https://${outsider}/`, `http://${outsider}/`];
  if (plain.some((each) => passes(argument, each))) return [];
  const values = (kind === "host" ? hosts(host) : addressesOf(allowed, host)).filter((each) =>
    leadsElsewhere(each, lastNames),
  );
  const found = firstCallWith(argument, values);
  if (found === undefined) return [];
  const where = hostOf(found.value) ?? found.value;
  return [
    { condition, ...found, says: `${quote(found.value)} passes, and leads to ${quote(where)}, not to ${quote(host)}.` },
  ];
}

/** Names that look like a host, and are others. */
export function hosts(host: string): readonly string[] {
  return [`${host}.${outsider}`, `evil-${host}`, `evil${host}`, host.replace(".", "-")];
}

/** Addresses with an allowed one in them that lead elsewhere. */
export function addressesOf(allowed: string, host: string): readonly string[] {
  const rest = /^[a-z]+:\/\/[^/?#]+(.*)$/i.exec(allowed)?.[1] ?? "";
  return [
    `https://${host}@${outsider}${rest || "/"}`,
    `https://${host}.${outsider}${rest || "/"}`,
    `${allowed}@${outsider}/`,
    `${allowed}.${outsider}/`,
    `https://${outsider}/?${allowed}`,
    `https://${outsider}/${allowed}`,
    `https://${outsider}/#${allowed}`,
    `https://evil${host}${rest || "/"}`,
    `https://${outsider}/?https://${host}/`,
  ];
}

/** The host that an address leads to, in lower case; the text itself where it is a host. */
export function hostOf(text: string): string | undefined {
  if (!text.includes("://"))
    return /^[\w-]+(?:\.[\w-]+)+\.?$/.test(text) ? text.toLowerCase() : hostOf(`https://${text}`);
  try {
    const { hostname } = new URL(text);
    return hostname.includes(".") ? hostname : undefined;
  } catch {
    return undefined;
  }
}

function leadsElsewhere(text: string, lastNames: string): boolean {
  const host = hostOf(text);
  return host !== undefined && host !== lastNames && !host.endsWith(`.${lastNames}`);
}
