import { includes, type Language, simplestText } from "./language";

/** Texts of which a call has one. */
export interface TextSet {
  readonly includes: (text: string) => boolean;
  /** The one that a person reads most easily; undefined when it has none. */
  readonly simplest: () => string | undefined;
}

/** The texts of a list. */
export function textsOfList(texts: readonly string[]): TextSet {
  return {
    includes: (text) => texts.includes(text),
    simplest: () => texts.toSorted((a, b) => Number(isPlain(b)) - Number(isPlain(a)) || a.length - b.length)[0],
  };
}

/** The texts of an automaton. */
export function textsOfLanguage(language: Language): TextSet {
  return { includes: (text) => includes(language, text), simplest: () => simplestText(language) };
}

/** The texts of an automaton that are not listed; `without` makes the automaton of these, when it is needed. */
export function unlistedTexts(
  language: Language,
  listed: { readonly has: (text: string) => boolean },
  without: () => Language | undefined,
): TextSet {
  return {
    includes: (text) => !listed.has(text) && includes(language, text),
    simplest: () => {
      const simplest = simplestText(language);
      if (simplest === undefined || !listed.has(simplest)) return simplest;
      const others = without();
      return others && simplestText(others);
    },
  };
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
