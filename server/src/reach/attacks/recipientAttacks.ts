import { quote } from "../../policy/words/plain/quote";
import { allowedText } from "./allowedText";
import { comparedText } from "./comparedText";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { passes } from "./passes";

/** Somebody that no policy names. */
export const outsider = "mallory@evil.example";

/** Somebody else's address at a domain, which may be written behind an `@`; undefined for a text that is none. */
export function addressAt(domain: string): string | undefined {
  return /^@?[\w-]+(?:\.[\w-]+)+$/.test(domain) ? `mallory@${domain.replace(/^@/, "")}` : undefined;
}

/** An allowed recipient as an address: a rule may name a domain alone. */
export function asOneAddress(allowed: string): string {
  return allowed.startsWith("@") ? `anna${allowed}` : allowed;
}

/**
 * Recipients that a requirement lets through beside the one that it means: a second one in the same string, or a longer
 * domain. Silent where the requirement names no domain, and where any recipient is allowed.
 */
export function recipientAttacks(argument: GuardedArgument): readonly Hole[] {
  const condition = argument.required.find(({ op }) => op === "regex" || op === "contains");
  const domain = recipientDomain(argument);
  // That a copy goes to somebody is asked for on purpose.
  if (condition?.op === "contains" && /cc$/i.test(argument.path)) return [];
  if (domain === undefined || condition === undefined || passes(argument, outsider)) return [];
  const found = firstCallWith(argument, recipientsBeside(asOneAddress(allowedText(argument) ?? "")));
  if (found === undefined) return [];
  const says = `${quote(found.value)} passes: not only ${quote(`@${domain}`)} gets the message.`;
  return [{ condition, ...found, says }];
}

/** An allowed recipient, and somebody else in the same string. */
export function recipientsBeside(allowed: string): readonly string[] {
  return [
    `${outsider}, ${allowed}`,
    `${allowed}, ${outsider}`,
    `${outsider},${allowed}`,
    `${allowed},${outsider}`,
    `${outsider};${allowed}`,
    `${allowed};${outsider}`,
    `${allowed}.evil.example`,
    `"${allowed}" <${outsider}>`,
  ];
}

/** The domain that a requirement on a recipient names; undefined when it names none. */
export function recipientDomain(argument: GuardedArgument): string | undefined {
  const condition = argument.required.find(({ op }) => op === "regex" || op === "contains");
  if (argument.kind !== "recipient" || condition === undefined) return undefined;
  const domain = /@([\w-]+(?:\.[\w-]+)+)/.exec(allowedText(argument) ?? "")?.[1];
  const meant = new Set(
    comparedText(condition)
      .toLowerCase()
      .match(/[\w-]+/g),
  );
  // Among alternatives, the names of a domain need not be next to each other.
  return domain
    ?.toLowerCase()
    .split(".")
    .every((each) => meant.has(each)) === true
    ? domain
    : undefined;
}
