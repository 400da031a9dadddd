import type { Condition } from "../../policy/model/policy";
import { quote } from "../../policy/words/plain/quote";
import { deniedTexts, denies } from "./deniedTexts";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { passes } from "./passes";

/** Hosts that a denial forbids, in another spelling that it lets through: every resolver takes them for the same. */
export function hostSpellingAttacks(argument: GuardedArgument): readonly Hole[] {
  if (argument.kind !== "url" && argument.kind !== "host") return [];
  return argument.denied.flatMap((condition) => {
    for (const meant of deniedHosts(argument, condition)) {
      const values = spellingsOf(meant.host).map((host) => meant.text.replace(meant.host, host));
      const found = firstCallWith(argument, values);
      if (found === undefined) continue;
      const says = `${quote(meant.text)} is denied, and ${quote(found.value)} passes: it is the same host.`;
      return [{ condition, ...found, says }];
    }
    return [];
  });
}

/** Addresses that a condition denies for their host; none where it is about something else, such as a scheme. */
function deniedHosts(
  argument: GuardedArgument,
  condition: Condition,
): readonly { readonly text: string; readonly host: string }[] {
  return deniedTexts(condition).flatMap((text) => {
    const host = /^(?:https?:\/\/)?([\w-]+(?:\.[\w-]+)*)(?:[:/].*)?$/.exec(text)?.[1];
    if (host === undefined || (!host.includes(".") && host !== "localhost")) return [];
    const isWhole = argument.kind === "host" || text.includes("://");
    const found = (isWhole ? [text] : [`http://${text}`, `https://${text}`, `http://${text}/`]).find(
      (each) => denies(argument, condition, each) && !passes(argument, each),
    );
    return found === undefined ? [] : [{ text: found, host }];
  });
}

function spellingsOf(host: string): readonly string[] {
  const numbers = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)?.slice(1).map(Number);
  if (numbers?.every((each) => each <= 255) === true) {
    const value = numbers.reduce((sum, each) => sum * 256 + each, 0);
    const hex = value.toString(16).padStart(8, "0");
    const octal = numbers.map((each) => `0${each.toString(8)}`).join(".");
    return [String(value), `0x${hex}`, octal, `[::ffff:${hex.slice(0, 4)}:${hex.slice(4)}]`];
  }
  // An ending alone, such as `.internal`, is no host.
  return /^[\d.]+$/.test(host) ? [] : [host.toUpperCase(), `${host}.`, ...(host === "localhost" ? ["127.0.0.1"] : [])];
}
