import { grouped } from "../words/plain/grouped";
import type { Check } from "./decision";

/** Maximum number of checks to list for one call: a hundred calls of a huge tool must have room. */
const mostListedChecks = 200;

/** Beyond these, so many of those that decide are listed still. */
const mostDecisive = 20;

/** The checks of one call: the first ones, those that decide, and how many more there were. */
export class BoundedTrace {
  readonly #listed: Check[] = [];
  readonly #decisive: Check[] = [];
  #left = 0;
  #leftPass = false;

  push(check: Check): void {
    const isDecisive = check.outcome === "fail" || check.outcome === "unknown";
    if (this.#listed.length < mostListedChecks) this.#listed.push(check);
    else if (isDecisive && this.#decisive.length < mostDecisive) this.#decisive.push(check);
    else {
      this.#left++;
      this.#leftPass ||= check.outcome !== "skipped";
    }
  }

  /** The checks in order; the last one says what is not listed. */
  get checks(): readonly Check[] {
    if (this.#left === 0 && this.#decisive.length === 0) return this.#listed;
    if (this.#left === 0) return [...this.#listed, ...this.#decisive];
    const rest: Check = {
      check: `${grouped(this.#left)} more checks`,
      outcome: this.#leftPass ? "pass" : "skipped",
      detail: `They are not listed: the list has the first ${grouped(mostListedChecks)}, and those that decide.`,
      span: null,
    };
    return [...this.#listed, ...this.#decisive, rest];
  }
}
