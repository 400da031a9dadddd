import { nameParts } from "../../catalogue/nameParts";
import { quote } from "../../policy/words/plain/quote";
import { deniedTexts, denies } from "./deniedTexts";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { isElsewhere, isFilePath } from "./isFilePath";
import { passes } from "./passes";
import { addressAt } from "./recipientAttacks";
import { sqlSpellings } from "./spellings";

/** A text around a denied one, and why the server does not tell its cases apart. */
interface Reading {
  readonly around: readonly ((text: string) => string)[];
  readonly why: string;
}

/** Texts that a denial forbids, in another case, which what reads them takes for the same. */
export function caseAttacks(argument: GuardedArgument): readonly Hole[] {
  if (argument.kind === undefined) return [];
  return argument.denied.flatMap((condition) => {
    for (const text of deniedTexts(condition)) {
      const reading = readingOf(argument, text);
      const around = reading?.around.find(
        (each) => denies(argument, condition, each(text)) && !passes(argument, each(text)),
      );
      if (reading === undefined || around === undefined) continue;
      const at = text.lastIndexOf("@") + 1;
      const upper = text.slice(0, at) + text.slice(at).toUpperCase();
      const others = [upper, text.toLowerCase()].filter((each) => each !== text);
      const found = firstCallWith(argument, others.map(around));
      if (found === undefined) continue;
      const says = `${quote(around(text))} is denied, and ${quote(found.value)} passes: ${reading.why}.`;
      return [{ condition, ...found, says }];
    }
    return [];
  });
}

const domainHasNoCase = "the domain of an address has no case";

const asItIs = (text: string): string => text;

function readingOf(argument: GuardedArgument, text: string): Reading | undefined {
  switch (argument.kind) {
    case "recipient":
      if (/^[^@\s]+@[\w.-]+$/.test(text)) return { around: [asItIs], why: domainHasNoCase };
      return addressAt(text) === undefined
        ? undefined
        : { around: [(each) => addressAt(each) ?? each], why: domainHasNoCase };
    case "url":
      // Of a host, another rule tells.
      return /^[a-z]+:(?:\/\/(?:\d+\.)*)?$/i.test(text)
        ? { around: [(each) => `${each}/etc/passwd`, asItIs], why: "the scheme of an address has no case" }
        : undefined;
    case "sql":
      return /^[A-Za-z]\w+$/.test(text) && !sqlSpellings.some(({ word }) => word.test(text))
        ? {
            around: [(each) => `SELECT * FROM ${each}`, (each) => `SELECT ${each} FROM x`],
            why: "most databases take a name without quotes in any case",
          }
        : undefined;
    case "name":
      return /(?:^|_|\.)(?:repo|repository)(?:_?name)?$/i.test(argument.path) && /[a-z]/i.test(text)
        ? { around: [asItIs], why: "GitHub and GitLab take the name of a repository in any case" }
        : undefined;
    case "path":
      return isOfAnyFileSystem(argument, text)
        ? { around: [(each) => `/app/${each}`, asItIs], why: "on Windows and macOS, it is the same file" }
        : undefined;
    case "command":
      return nameParts(argument.tool.name).some((part) => part === "powershell" || part === "pwsh")
        ? { around: [asItIs, (each) => `${each} x`], why: "PowerShell ignores case" }
        : undefined;
    default:
      return undefined;
  }
}

/** Whether a path without a root is one of files on a machine that may as well run Windows or macOS. */
function isOfAnyFileSystem(argument: GuardedArgument, text: string): boolean {
  return !text.startsWith("/") && /[a-z]/i.test(text) && isFilePath(argument, text) && !isElsewhere(argument.tool);
}
