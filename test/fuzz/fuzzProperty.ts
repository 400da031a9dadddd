/** A property with its name, and how a finding is told. */
import fc from "fast-check";

/** Says how far a run has come, so that one that hangs can be named. */
export type OnCase = (property: string, value: unknown) => void;

/** Which cases to try: all of a seed, or with `path` the one that was found. */
export interface Cases {
  readonly seed: number;
  readonly runs?: number;
  readonly path?: string;
  /** Takes a finding as it comes, without looking for a smaller one. */
  readonly asFound?: boolean;
}

/** Something that must hold for every value that is made for it. */
export interface FuzzProperty {
  readonly name: string;
  /** How many values make one round. */
  readonly runs: number;
  /** How many messages of a client a value has; absent where there is no gateway. */
  readonly messagesIn?: (value: unknown) => number;
  /** Tries the property; a finding as text, undefined when it held. */
  readonly run: (cases: Cases, onCase?: OnCase) => string | undefined;
}

/** A property: `check` throws for a value for which it does not hold. */
export function fuzzProperty<T>(
  name: string,
  runs: number,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => void,
  messagesIn?: (value: T) => number,
): FuzzProperty {
  return {
    name,
    runs,
    // The values that it is asked about are those of `arbitrary`.
    ...(messagesIn && { messagesIn: (value: unknown) => messagesIn(value as T) }),
    run: (cases, onCase) => {
      const property = fc.property(arbitrary, (value) => {
        onCase?.(name, value);
        check(value);
      });
      const details = fc.check(property, {
        seed: cases.seed,
        numRuns: cases.runs ?? runs,
        endOnFailure: cases.asFound ?? false,
        ...(cases.path !== undefined && { path: cases.path }),
      });
      return details.failed ? finding(name, details) : undefined;
    },
  };
}

function finding<T>(name: string, details: fc.RunDetails<[T]>): string {
  const { seed, counterexamplePath, numShrinks, counterexample, errorInstance } = details;
  const error = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return [
    `Finding: ${name}`,
    `seed ${seed}, path ${counterexamplePath}, shrunk ${numShrinks} times. Again:`,
    `  FUZZ_PROPERTY=${JSON.stringify(name)} FUZZ_SEED=${seed} FUZZ_PATH=${counterexamplePath} npm run fuzz`,
    `With: ${escaped(fc.stringify(counterexample?.[0]))}`,
    error,
  ].join("\n");
}

/** Halves of surrogate pairs and control characters would not survive a terminal. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
