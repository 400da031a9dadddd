import type { Condition } from "../../policy/model/policy";
import { type ConditionTexts, conditionTexts } from "./conditionTexts";
import { allBut, anyText, both, type Language, withinBounds } from "./language";
import { Recent } from "./recent";

/** Texts that all conditions of a path treat alike. */
export interface TextRegion {
  readonly language: Language;
  /** For each condition, whether it holds. */
  readonly holds: readonly boolean[];
}

/** More regions of one path are not told apart. */
const mostRegions = 400;

/**
 * Cuts all texts into regions: each text is in one of them, and the conditions say the same about all texts of a region.
 * undefined when that would take too many states or regions: then it is not known.
 */
export function textRegions(conditions: readonly Condition[]): readonly TextRegion[] | undefined {
  const abouts = conditions.map(conditionTexts);
  const telling = new Map(abouts.flatMap((about) => (typeof about === "string" ? [] : [[about.key, about] as const])));
  // In one order, so that conditions that another policy has in another order are known.
  const keys = [...telling.keys()].toSorted();
  const parts = cuts.get(JSON.stringify(keys), () => withinBounds(() => cut(keys.map((key) => telling.get(key)))));
  return parts?.map(({ language, inside }) => ({
    language,
    holds: abouts.map((about) =>
      typeof about === "string" ? about === "always" : inside.has(about.key) !== about.negated,
    ),
  }));
}

/** Texts, and the keys of the conditions that are about them. */
interface Part {
  readonly language: Language;
  readonly inside: ReadonlySet<string>;
}

/** Both directions of a comparison cut alike, and so do tools with the same rules. */
const cuts = new Recent<readonly Part[] | undefined>(50);
const languages = new Recent<{ readonly found: Language; readonly others: Language } | undefined>(100);

function cut(abouts: readonly (ConditionTexts | undefined)[]): readonly Part[] | undefined {
  let parts: readonly Part[] = [{ language: anyText, inside: new Set() }];
  for (const about of abouts) {
    if (about === undefined) continue;
    const { key } = about;
    const told = languages.get(key, () => {
      const found = about.language();
      return found && { found, others: allBut(found) };
    });
    if (told === undefined) return undefined;
    const { found, others } = told;
    parts = parts.flatMap(({ language, inside }) => [
      { language: both(language, found), inside: new Set([...inside, key]) },
      { language: both(language, others), inside },
    ]);
    parts = parts.filter(({ language }) => !language.isEmpty);
    if (parts.length > mostRegions) return undefined;
  }
  return parts;
}
