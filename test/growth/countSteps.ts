/**
 * How much work a function does: how often the blocks of its code run (see `instrumented.ts`), and how far the engine's
 * own searches go. The same for each run, unlike a time, so that a test can compare a text with one four times as long.
 */
export function countSteps(work: () => unknown): number {
  const counter = stepCounter();
  const searches = watchSearches(counter);
  const before = counter.steps;
  try {
    work();
    return counter.steps - before;
  } finally {
    searches.stop();
  }
}

/** The same for work that takes turns with others; nothing else may run meanwhile. */
export async function countStepsOf(work: () => Promise<unknown>): Promise<number> {
  const counter = stepCounter();
  const searches = watchSearches(counter);
  const before = counter.steps;
  try {
    await work();
    return counter.steps - before;
  } finally {
    searches.stop();
  }
}

interface StepCounter {
  steps: number;
}

/** The counter that instrumented code counts up. */
export function stepCounter(): StepCounter {
  const holder = globalThis as { stepCounter?: StepCounter };
  holder.stepCounter ??= { steps: 0 };
  return holder.stepCounter;
}

type Sized = { readonly length: number };

/** Counts what the engine walks over in its own code, where no block is seen. */
function watchSearches(counter: StepCounter): { readonly stop: () => void } {
  const restores: (() => void)[] = [];
  const watch = <Owner extends object>(
    owner: Owner,
    name: keyof Owner & string,
    cost: (self: Sized, words: readonly unknown[], result: unknown) => number,
  ): void => {
    const original = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
    const call = original.value as (...words: unknown[]) => unknown;
    Object.defineProperty(owner, name, {
      ...original,
      value(this: Sized, ...words: unknown[]) {
        const result = Reflect.apply(call, this, words);
        counter.steps += cost(this, words, result);
        return result;
      },
    });
    restores.push(() => Object.defineProperty(owner, name, original));
  };
  const forwards = (self: Sized, [, from]: readonly unknown[], result: unknown): number =>
    Math.max(0, (result === -1 ? self.length : Number(result)) - Number(from ?? 0));
  const all = (self: Sized): number => self.length;
  const whole = (_self: Sized, _words: readonly unknown[], result: unknown): number => (result as Sized).length;
  watch(String.prototype, "indexOf", forwards);
  watch(String.prototype, "lastIndexOf", (self, [, from], result) => Number(from ?? self.length) - Number(result));
  watch(String.prototype, "trim", all);
  watch(Array.prototype, "indexOf", forwards);
  watch(Array.prototype, "includes", all);
  watch(Array.prototype, "shift", all);
  watch(Array.prototype, "unshift", all);
  watch(Array.prototype, "concat", whole);
  watch(Array.prototype, "slice", whole);
  watch(Array.prototype, "join", all);
  return {
    stop: () => {
      for (const restore of restores) restore();
    },
  };
}
