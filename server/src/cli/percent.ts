import { InvalidArgumentError } from "commander";
import type { CoverageCount } from "../policyTests/coverage";

/** A percentage as it was written, and as a fraction: a double is not exact enough to compare shares by. */
export interface Percent {
  readonly text: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Reads a percentage from the command line. */
export function readPercent(given: string): Percent {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:\.(\d{1,20}))?$/.exec(given.trim()) ?? [];
  const percent = {
    text: given.trim(),
    numerator: BigInt(`${whole ?? 0}${decimals}`),
    denominator: 10n ** BigInt(decimals.length),
  };
  if (whole === undefined || percent.numerator > 100n * percent.denominator)
    throw new InvalidArgumentError("It is a number from 0 to 100.");
  return percent;
}

/** Whether a share is less than a percentage, exactly: 29 of 50 is 58 %. */
export function isLess({ covered, all }: CoverageCount, { numerator, denominator }: Percent): boolean {
  return BigInt(covered) * 100n * denominator < numerator * BigInt(all);
}
