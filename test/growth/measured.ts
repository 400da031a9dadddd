/** What is bundled and measured, all with one counter of steps. */
export { countSteps } from "./countSteps";
export { operations } from "./operations";
export { shapes } from "./shapes";

/** Work that grows with the square, for the test of the counter itself. */
export function quadratic(length: number): number {
  let sum = 0;
  for (let outer = 0; outer < length; outer++) for (let inner = 0; inner < length; inner++) sum += inner;
  return sum;
}

/** The same with searches of the engine. */
export function searching(length: number): number {
  const list = Array.from({ length }, (_, index) => index);
  return list.filter((item) => list.includes(length - item)).length;
}
