import { goBuilds } from "../model/assumptions";
import { nearest } from "../text/nearest";
import { classIn, scripts } from "./goClassNames";
import { shown } from "./patternSentences";
import type { UnicodeClass } from "./unicodeClasses";

/** What a class that Go does not have is for, and what comes close. */
const closeClasses: ReadonlyMap<string, string> = new Map([
  ["alphabetic", "\\p{L}"],
  ["alpha", "\\p{L}"],
  ["uppercase", "\\p{Lu}"],
  ["upper", "\\p{Lu}"],
  ["lowercase", "\\p{Ll}"],
  ["lower", "\\p{Ll}"],
  ["whitespace", "[\\s\\p{Z}]"],
  ["space", "[\\s\\p{Z}]"],
  ["dash", "\\p{Pd}"],
  ["math", "\\p{Sm}"],
  ["quotationmark", "[\"'\\p{Pi}\\p{Pf}]"],
  ["terminalpunctuation", "\\p{Po}"],
  ["hexdigit", "[[:xdigit:]]"],
  ["asciihexdigit", "[[:xdigit:]]"],
  ["alnum", "[\\p{L}\\p{Nd}]"],
]);

/** Why no version of Go has a class, in a sentence. */
export function unknownClassSentence(unicode: UnicodeClass): string {
  if (isUnfinished(unicode)) return "A \\p is not finished: write it as in \\p{Greek}.";
  const { name } = unicode;
  const part = shown(unicode.before + name + unicode.after);
  const fact = `${part} is not a class in Go's regular expressions.`;
  const plain = name.toLowerCase().replace(/^(?:script|sc|scx|general_category|gc)=|^is_?|[_ -]/g, "");
  const close = closeClasses.get(plain);
  if (close !== undefined) return `${fact} ${close} comes close.`;
  if (/^emoji|^extendedpictographic$/.test(plain))
    return `${fact} Write the characters that are meant, for example [\\x{1F300}-\\x{1FAFF}\\x{2600}-\\x{27BF}].`;
  const meant = portableName(plain) ?? nearest(plain, scripts);
  return meant === undefined
    ? `${fact} Examples are \\p{L}, \\p{Lu} and \\p{Greek}.`
    : `${fact} Did you mean \\p{${meant}}?`;
}

/** Whether the } of a class is missing. */
export function isUnfinished({ before, name, after }: UnicodeClass): boolean {
  return before.includes("{") ? after === "" : name === "";
}

/** Which versions have a class, and which do not, in a sentence; for a class in which they differ. */
export function versionSentence({ before, name, after }: UnicodeClass): string {
  const part = shown(before + name + after);
  if (classIn("go1.24", name) !== undefined)
    return `Go 1.25 and 1.26 refuse ${part}; older and newer versions accept it.`;
  return `Go accepts ${part} only from ${classIn("go1.25-1.26", name) === undefined ? "1.27" : "1.25"} on.`;
}

/** The same class in a spelling that all versions accept; undefined where there is none. */
export function portableSpelling({ before, name, inBrackets }: UnicodeClass): string | undefined {
  const portable = portableName(name);
  if (portable !== undefined) return `${before.includes("{") ? before : `${before}{`}${portable}}`;
  const isNegated = before.startsWith("\\P") !== before.endsWith("^");
  const members = membersByClass.get(classIn("go1.27", name) ?? "");
  if (members === undefined || (inBrackets && isNegated)) return undefined;
  return inBrackets ? members : `[${isNegated ? "^" : ""}${members}]`;
}

const membersByClass: ReadonlyMap<string, string> = new Map([
  ["Ascii", "\\x00-\\x7F"],
  ["Lc", "\\p{Lu}\\p{Ll}\\p{Lt}"],
]);

function portableName(name: string): string | undefined {
  const engineName = goBuilds.map((build) => classIn(build, name)).find((each) => each !== undefined);
  if (engineName === undefined) return undefined;
  return goBuilds.every((build) => classIn(build, engineName) === engineName) ? engineName : undefined;
}
