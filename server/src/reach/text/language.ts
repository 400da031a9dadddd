import { CharSet, DFA, FAIterators, NFA, type ReadonlyDFA, TooManyNodesError, Words } from "refa";
import { anyCharacter, maxCharacter } from "./characters";

/**
 * A set of texts: a minimal deterministic automaton over code points. Halves of surrogate pairs are in no text: the gateway
 * reads them as U+FFFD.
 */
export type Language = DFA;

/** States of one automaton; beyond it an answer is not known. A host name in a list costs about its length. */
export const mostStates = 20_000;

const options = { maxCharacter };

/** All texts. */
export const anyText: Language = determined(NFA.fromCharSet(anyCharacter), (all) => all.quantify(0, Infinity));

/** Makes a language of an automaton. @throws TooManyNodesError beyond `mostStates`. */
export function languageOf(automaton: NFA): Language {
  const language = DFA.fromFA(automaton, new DFA.LimitedNodeFactory(mostStates));
  language.minimize();
  return language;
}

/** The texts of a list. */
export function textsIn(texts: Iterable<string>): Language {
  const words = [...texts].map((text) => Words.fromStringToUnicode(text));
  const language = DFA.fromWords(words, options, new DFA.LimitedNodeFactory(mostStates));
  language.minimize();
  return language;
}

/** The texts with a piece in them. */
export function textsWith(piece: string): Language {
  return determined(NFA.fromWords([Words.fromStringToUnicode(piece)], options), (found) => {
    const around = NFA.fromCharSet(anyCharacter);
    around.quantify(0, Infinity);
    found.append(around);
    found.prepend(around);
  });
}

/** The texts that are in both. @throws TooManyNodesError beyond `mostStates`. */
export function both(one: Language, other: Language): Language {
  // Most arguments have one condition: then nothing has to be met.
  if (one === anyText) return other;
  const language = DFA.fromIntersection(one, other, new DFA.LimitedNodeFactory(mostStates));
  language.minimize();
  return language;
}

/** The texts that are not in it. @throws TooManyNodesError beyond `mostStates`. */
export function allBut(language: Language): Language {
  const others = language.copy();
  others.complement(new DFA.LimitedNodeFactory(mostStates));
  return both(others, anyText);
}

/** What `make` gives, or undefined when an automaton would get too large: then nothing is known. */
export function withinBounds<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (problem) {
    if (problem instanceof TooManyNodesError) return undefined;
    throw problem;
  }
}

/** Whether a text is in a language. */
export function includes(language: Language, text: string): boolean {
  return language.test(Words.fromStringToUnicode(text));
}

const plain = CharSet.fromRange(maxCharacter, { min: 0x20, max: 0x7e });
const plainText: Language = determined(NFA.fromCharSet(plain), (text) => text.quantify(0, Infinity));

/** The shortest text of a language, one of plain characters if there is any; undefined when it has none. */
export function simplestText(language: Language): string | undefined {
  const readable = withinBounds(() => both(language, plainText));
  return shortest(readable) ?? shortest(language);
}

/** Not the first of `wordSets`, which goes along every way: there are exponentially many (findings/refa-*.sh). */
function shortest(language: ReadonlyDFA | undefined): string | undefined {
  const word = language && FAIterators.shortestWordSet(language.transitionIterator());
  return word && String.fromCodePoint(...Words.pickMostReadableWord(word));
}

function determined(automaton: NFA, change: (automaton: NFA) => void): Language {
  change(automaton);
  return languageOf(automaton);
}
