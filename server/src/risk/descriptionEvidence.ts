import type { Evidence } from "./evidence";
import { worse } from "./severity";
import { verbOf } from "./verbs";

/** Words at the beginning of a description that say nothing about what is done. */
const fillers = new Set(
  "this tool a an the to can you use used will allows allow lets let enables it is safely securely directly quickly automatically auto".split(
    " ",
  ),
);
/** What is said of acts that cannot be taken back, in English. */
const forGood =
  /\b(?:permanent(?:ly)?|irreversibl[ey]|cannot be undone|can't be undone|not recoverable|unrecoverable)\b/i;
const runsCode =
  /\b(?:arbitrary|any|raw|custom)\s+(?:\w+\s+)?(?:code|commands?|sql|scripts?|queries|shell|javascript|python)\b|\bshell commands?\b|\bexecutes? (?:\w+ )?(?:code|commands?|sql|scripts?)\b/i;
const movesMoney =
  /\b(?:real money|moves? (?:money|funds)|charges? (?:a|the) (?:card|customer)|transfers? (?:money|funds))\b/i;

/** Longer descriptions say the rest in details. */
const longest = 2_000;
/** So many characters surely have the first words. */
const longestHead = 400;

/** So many words are looked at for what is no filler. */
const mostWords = 8;

/** What the description of a tool says about it, in the order of its words. Descriptions are untrusted: they can only raise. */
export function descriptionEvidence(description: string): readonly Evidence[] {
  const text = description.slice(0, longest);
  const found: Evidence[] = [];
  const words = firstWords(text.slice(0, longestHead)).filter((word) => !fillers.has(word));
  const [first, joiner = "", second = ""] = words;
  const category = first === undefined ? undefined : verbOf(first);
  if (first !== undefined && category !== undefined)
    found.push({ from: "description", text: `the description begins with "${first}"`, category });
  // "Find and provision …": it does both.
  const also = category !== undefined && (joiner === "and" || joiner === "or") ? verbOf(second) : undefined;
  if (also !== undefined && worse(category, also) !== category)
    found.push({ from: "description", text: `the description says "${joiner} ${second}"`, category: also });
  const isDeletion = found.some((each) => each.category === "Destructive");
  const add = (pattern: RegExp, meant: string, speaksFor: Evidence["category"]): void => {
    const match = pattern.exec(text);
    if (match !== null)
      found.push({ from: "description", text: `the description says "${match[0]}", ${meant}`, category: speaksFor });
  };
  add(forGood, "so that it cannot be taken back", isDeletion ? "Destructive" : undefined);
  add(runsCode, "so that it runs what it is given", "Execute");
  add(movesMoney, "so that it moves money", "Financial");
  return found;
}

/** The first words, in lower case. */
function firstWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/\p{L}+/gu)) if (words.push(word.toLowerCase()) === mostWords) break;
  return words;
}
