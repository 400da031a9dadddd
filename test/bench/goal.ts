/** A goal and what was measured. Without a number something took too long, and the goal is missed. */
export interface JudgedGoal {
  readonly id: string;
  readonly goal: string;
  readonly measured: number | undefined;
  readonly unit: "×" | "ms" | "s" | "MB" | "kB" | "a second" | "round trips";
  /** Where the number comes from, when it is the worst of several. */
  readonly remark: string;
  readonly target: number;
  readonly wants: "at most" | "at least" | "under";
}

export function isMet({ measured, target, wants }: JudgedGoal): boolean {
  if (measured === undefined) return false;
  return wants === "at least" ? measured >= target : wants === "at most" ? measured <= target : measured < target;
}

/** What was measured at one size. */
export function atSize<Result extends { readonly tools: number }>(
  results: readonly Result[],
  tools: number,
): Result | undefined {
  return results.find((result) => result.tools === tools);
}

/** What took too long has no number, but the worst one. */
export function inTime(
  samples: { readonly overdue: string | undefined },
  value: number | undefined,
): number | undefined {
  return samples.overdue === undefined ? value : Number.POSITIVE_INFINITY;
}

export function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  if (ours === Number.POSITIVE_INFINITY) return ours;
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}

/** The worst ratio of all sizes; infinite where we took too long. Where only they did, there is nothing to compare. */
export function worst(
  ratios: readonly (readonly [tools: number, ratio: number | undefined])[],
): Pick<JudgedGoal, "measured" | "remark"> {
  let found: Pick<JudgedGoal, "measured" | "remark"> = { measured: undefined, remark: "" };
  for (const [tools, value] of ratios)
    if (value !== undefined && value > (found.measured ?? 0))
      found = { measured: value, remark: `worst at ${tools.toLocaleString("en")} tools` };
  return found;
}
