import type { Condition } from "../../policy/model/policy";
import { quote } from "../../policy/words/plain/quote";
import { deniedTexts, denies } from "./deniedTexts";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { isElsewhere, isFilePath } from "./isFilePath";
import { passes } from "./passes";

/**
 * Paths that a denial forbids, in another spelling that it lets through. Those without a root only where a file system
 * reads them: a repository or a store of objects may take `./x` for a name of its own.
 */
export function pathSpellingAttacks(argument: GuardedArgument): readonly Hole[] {
  if (argument.kind !== "path") return [];
  return argument.denied.flatMap((condition) => {
    const meant = deniedPath(argument, condition);
    const found = meant === undefined ? undefined : firstCallWith(argument, spellingsOf(meant));
    if (meant === undefined || found === undefined) return [];
    const says = `${quote(meant)} is denied, and ${quote(found.value)} passes: it is the same path.`;
    return [{ condition, ...found, says }];
  });
}

/** A path that a condition denies, one that its author had in mind; undefined where it is about something else. */
function deniedPath(argument: GuardedArgument, condition: Condition): string | undefined {
  return deniedTexts(condition)
    .flatMap((text) => (text.endsWith("/") ? [`${text}passwd`, text] : [text]))
    .find(
      (text) =>
        isOfFiles(argument, text) &&
        // In a list, the name of a folder denies nothing in it.
        !(argument.isList && text.endsWith("/")) &&
        !/(?:^|\/)\.{1,2}(?:\/|$)|\/\//.test(text) &&
        denies(argument, condition, text) &&
        !passes(argument, text),
    );
}

function isOfFiles(argument: GuardedArgument, text: string): boolean {
  if (/^\/[^/]/.test(text)) return isFilePath(argument, text);
  return isFilePath(argument, "") && !isElsewhere(argument.tool) && (text === "/" || /^\w|^\.\w/.test(text));
}

function spellingsOf(path: string): readonly string[] {
  if (path === "/") return ["//", "/."];
  if (!path.startsWith("/"))
    return [`./${path}`, `x/../${path}`, ...(path.includes("/") ? [path.replace("/", "//")] : [])];
  const inner = path.indexOf("/", 1);
  const last = path.slice(path.lastIndexOf("/") + 1);
  return [
    `/.${path}`,
    `/tmp/..${path}`,
    `/${path}`,
    ...(inner > 0
      ? [`${path.slice(0, inner)}/.${path.slice(inner)}`, `${path.slice(0, inner)}/${path.slice(inner)}`]
      : []),
    // A name with an extension is a file, and no path goes on behind a file.
    ...(last !== "" && !/.\.\w+$/.test(last) ? [`${path}/`, `${path}/.`] : []),
  ];
}
