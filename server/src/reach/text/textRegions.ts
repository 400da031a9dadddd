import type { Condition } from "../../policy/model/policy";
import { groupBy } from "../groupBy";
import type { Work } from "../work";
import { type ConditionTexts, conditionTexts } from "./conditionTexts";
import { cutTexts, type Part } from "./cutTexts";
import { allBut, both, includes, textsIn, withinBounds } from "./language";
import { type TextSet, textsOfLanguage, textsOfList, unlistedTexts } from "./textSet";

/** Texts that all conditions of a path treat alike. */
export interface TextRegion {
  readonly language: TextSet;
  /** For each condition, whether it holds. */
  readonly holds: readonly boolean[];
}

/** Answers about a region that are written in the time of a step. */
const answersPerStep = 16;

/**
 * Cuts all texts into regions: each text is in one of them, and the conditions say the same about all texts of a region.
 * Texts that conditions list are looked up one by one; automata cut the others.
 *
 * undefined when that would take too many states or regions: then it is not known.
 * @throws TooMuchWork
 */
export function textRegions(conditions: readonly Condition[], work: Work): readonly TextRegion[] | undefined {
  const abouts = conditions.map(conditionTexts);
  return withinBounds(() => {
    const parts = cutTexts(searchesOf(abouts), work);
    return parts && regionsOfParts(parts, abouts, work);
  });
}

function searchesOf(abouts: readonly ConditionTexts[]): Parameters<typeof cutTexts>[0] {
  return new Map(
    abouts.flatMap((about) => (typeof about === "object" && about.kind === "search" ? [[about.key, about]] : [])),
  );
}

function regionsOfParts(parts: readonly Part[], abouts: readonly ConditionTexts[], work: Work): readonly TextRegion[] {
  const regions: TextRegion[] = [];
  const listers = listersOf(abouts);
  const partOf = (text: string): Part | undefined =>
    parts.length === 1 ? parts[0] : parts.find(({ language }) => includes(language, text));
  const listed = groupBy(listers.keys(), partOf);
  for (const part of parts) {
    work.spend(1 + Math.ceil(abouts.length / answersPerStep));
    const answers = abouts.map((about) => {
      if (typeof about === "string") return about === "always";
      return about.kind === "search" ? part.inside.has(about.key) : about.negated;
    });
    const own = listed.get(part) ?? [];
    for (const texts of groupBy(own, (text) =>
      listers
        .get(text)
        ?.map(({ index }) => index)
        .join(),
    ).values()) {
      work.spend(1 + Math.ceil(abouts.length / answersPerStep));
      const holds = [...answers];
      for (const { index } of listers.get(texts[0] ?? "") ?? []) holds[index] = !holds[index];
      regions.push({ language: textsOfList(texts), holds });
    }
    const language = allOthers(part, own, work);
    if (language !== undefined) regions.push({ language, holds: answers });
  }
  return regions;
}

/** The texts that conditions list, each with the indices of these conditions. */
function listersOf(abouts: readonly ConditionTexts[]): ReadonlyMap<string, readonly { readonly index: number }[]> {
  const pairs = abouts.flatMap((about, index) =>
    typeof about === "object" && about.kind === "listed" ? [...about.texts].map((text) => ({ text, index })) : [],
  );
  return groupBy(pairs, ({ text }) => text);
}

/** The texts of a part that no condition lists; undefined when there are none. */
function allOthers({ language }: Part, listed: readonly string[], work: Work): TextSet | undefined {
  if (listed.length === 0) return textsOfLanguage(language);
  const without = (): typeof language => both(language, allBut(textsIn(listed, work), work), work);
  // Of infinitely many some are left, and most are never asked for.
  if (!language.isFinite) return unlistedTexts(language, new Set(listed), () => withinBounds(without));
  const left = without();
  return left.isEmpty ? undefined : textsOfLanguage(left);
}
