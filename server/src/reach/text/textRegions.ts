import type { Condition } from "../../policy/model/policy";
import { type ConditionTexts, conditionTexts } from "./conditionTexts";
import { allBut, anyText, both, type Language, withinBounds } from "./language";

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
  return withinBounds(() => cut(conditions.map(conditionTexts)));
}

function cut(abouts: readonly (ConditionTexts | "always" | "never")[]): readonly TextRegion[] | undefined {
  const keys = [...new Set(abouts.flatMap((about) => (typeof about === "string" ? [] : [about.key])))];
  let parts: { readonly language: Language; readonly inside: ReadonlySet<string> }[] = [
    { language: anyText, inside: new Set() },
  ];
  for (const key of keys) {
    const about = abouts.find((each): each is ConditionTexts => typeof each !== "string" && each.key === key);
    const found = about?.language();
    if (found === undefined) return undefined;
    const others = allBut(found);
    parts = parts.flatMap(({ language, inside }) => [
      { language: both(language, found), inside: new Set([...inside, key]) },
      { language: both(language, others), inside },
    ]);
    parts = parts.filter(({ language }) => !language.isEmpty);
    if (parts.length > mostRegions) return undefined;
  }
  return parts.map(({ language, inside }) => ({
    language,
    holds: abouts.map((about) =>
      typeof about === "string" ? about === "always" : inside.has(about.key) !== about.negated,
    ),
  }));
}
