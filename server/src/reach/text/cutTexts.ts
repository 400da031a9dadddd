import { Recent } from "../recent";
import type { Work } from "../work";
import type { TextSearch } from "./conditionTexts";
import { allBut, anyText, both, type Language } from "./language";

/** Texts, and the keys of the searches that find something in them. */
export interface Part {
  readonly language: Language;
  readonly inside: ReadonlySet<string>;
}

/** More parts of the texts of one path are not told apart. */
const mostParts = 400;

/** Both directions of a comparison cut alike, and so do tools with the same patterns. */
const cuts = new Recent<readonly Part[] | undefined>(50);
const languages = new Recent<{ readonly found: Language; readonly others: Language } | undefined>(100);

/**
 * Cuts all texts into parts: each text is in one of them, and each search finds something in all texts of a part or in none.
 * undefined when there are too many, or when it is not known what a search finds.
 * @throws TooManyNodesError
 */
export function cutTexts(searches: ReadonlyMap<string, TextSearch>, work: Work): readonly Part[] | undefined {
  // In one order, so that conditions that another policy has in another order are known.
  const keys = [...searches.keys()].toSorted();
  return cuts.get(JSON.stringify(keys), () =>
    cut(
      keys.flatMap((key) => searches.get(key) ?? []),
      work,
    ),
  );
}

function cut(searches: readonly TextSearch[], work: Work): readonly Part[] | undefined {
  let parts: readonly Part[] = [{ language: anyText, inside: new Set() }];
  for (const { key, language: languageOf } of searches) {
    const told = languages.get(key, () => {
      const found = languageOf(work);
      return found && { found, others: allBut(found, work) };
    });
    if (told === undefined) return undefined;
    const { found, others } = told;
    parts = parts.flatMap(({ language, inside }) => [
      { language: both(language, found, work), inside: new Set([...inside, key]) },
      { language: both(language, others, work), inside },
    ]);
    parts = parts.filter(({ language }) => !language.isEmpty);
    if (parts.length > mostParts) return undefined;
  }
  return parts;
}
