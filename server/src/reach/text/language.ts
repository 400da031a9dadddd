import { CharSet, DFA, FAIterators, NFA, TooManyNodesError, Words } from "refa";
import type { Work } from "../work";
import { anyCharacter, maxCharacter } from "./characters";

/**
 * A set of texts: a minimal deterministic automaton over code points. Halves of surrogate pairs are in no text: the gateway
 * reads them as U+FFFD.
 */
export type Language = DFA;

/** States of one automaton; beyond it an answer is not known. A host name in a list costs about its length. */
export const mostStates = 20_000;

const options = { maxCharacter };

/** Steps that one state costs until its automaton is minimal. */
const stepsOfState = 20;

/** States of one automaton, which are counted as work, too. */
class CountedStates extends DFA.LimitedNodeFactory {
  readonly #work: Work | undefined;

  constructor(work: Work | undefined) {
    super(mostStates);
    this.#work = work;
  }

  override createNode(): DFA.Node {
    this.#work?.spend(stepsOfState);
    return super.createNode();
  }
}

/** All texts. */
export const anyText: Language = everyText();

/** Makes a language of an automaton. @throws TooManyNodesError beyond `mostStates`. */
export function languageOf(automaton: NFA, work?: Work): Language {
  const language = DFA.fromFA(automaton, new CountedStates(work));
  language.minimize();
  return language;
}

/** The texts of a list. */
export function textsIn(texts: Iterable<string>, work?: Work): Language {
  const words = [...texts].map((text) => Words.fromStringToUnicode(text));
  const language = DFA.fromWords(words, options, new CountedStates(work));
  language.minimize();
  return language;
}

/** The texts with a piece in them. */
export function textsWith(piece: string, work?: Work): Language {
  const found = NFA.fromWords([Words.fromStringToUnicode(piece)], options);
  const around = NFA.fromCharSet(anyCharacter);
  around.quantify(0, Infinity);
  found.append(around);
  found.prepend(around);
  return languageOf(found, work);
}

/** The texts that are in both. @throws TooManyNodesError beyond `mostStates`. */
export function both(one: Language, other: Language, work?: Work): Language {
  // Most arguments have one condition: then nothing has to be met.
  if (one === anyText) return other;
  const language = DFA.fromIntersection(one, other, new CountedStates(work));
  language.minimize();
  return language;
}

/** The texts that are not in it. @throws TooManyNodesError beyond `mostStates`. */
export function allBut(language: Language, work?: Work): Language {
  const others = language.copy();
  others.complement(new CountedStates(work));
  return both(others, anyText, work);
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

/** The shortest text of a language, one of plain characters if there is any; undefined when it has none. */
export function simplestText(language: Language): string | undefined {
  return shortest(language, plain) ?? shortest(language, anyCharacter);
}

/** Not the first of `wordSets`, which goes along every way: there are exponentially many (findings/refa-*.sh). */
function shortest(language: Language, characters: CharSet): string | undefined {
  const steps = FAIterators.mapOut(language.transitionIterator(), (out) =>
    [...out].flatMap(([to, set]): [DFA.ReadonlyNode, CharSet][] => {
      const left = set.intersect(characters);
      return left.isEmpty ? [] : [[to, left]];
    }),
  );
  const word = FAIterators.shortestWordSet(steps);
  return word && String.fromCodePoint(...Words.pickMostReadableWord(word));
}

function everyText(): Language {
  const all = NFA.fromCharSet(anyCharacter);
  all.quantify(0, Infinity);
  return languageOf(all);
}
