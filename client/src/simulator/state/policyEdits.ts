import type { SimulatedStep } from "../../../../server/src/protocol/simulation";

/** Edits of the policy that follow each other within this time are one, in milliseconds: a person is typing. */
const pause = 2_000;

/** Remembers how the calls were decided before the last edit of the policy, to say which decisions it has changed. */
export class PolicyEdits {
  #before: readonly SimulatedStep["decision"][] | undefined;
  #editedAt = Number.NEGATIVE_INFINITY;

  /** The policy was edited, and `steps` is what was decided before. */
  edited(steps: readonly SimulatedStep[], now: number): void {
    if (now - this.#editedAt > pause) this.#before = steps.map(({ decision }) => decision);
    this.#editedAt = now;
  }

  /** The calls are others now, or stand otherwise: their decisions cannot be compared. */
  forget(): void {
    this.#before = undefined;
    this.#editedAt = Number.NEGATIVE_INFINITY;
  }

  /** The calls, as indices, that are decided otherwise than before the last edit. */
  turned(steps: readonly SimulatedStep[]): readonly number[] {
    return (this.#before ?? []).flatMap((before, index) => {
      const now = steps[index]?.decision;
      return now === undefined || now === before ? [] : [index];
    });
  }
}
