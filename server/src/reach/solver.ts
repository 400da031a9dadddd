import type { Condition } from "../policy/model/policy";
import { type Assignment, assignComponent } from "./assignComponent";
import { components } from "./components";
import { anyCall, type Demand, type Literal } from "./formula";
import { groupBy } from "./groupBy";
import type { Region } from "./regions/region";
import type { Variable } from "./variables";
import type { Work } from "./work";

/** Regions, in which what is around others comes before them; a proof that there are none; or why it is not known. */
type Solution = Assignment | "none" | { readonly why: string };

/** Answers about a region that are read in the time of a step. */
const answersPerStep = 16;

/** A literal by the place of its condition. */
interface Answer {
  readonly variable: Variable;
  readonly index: number;
  readonly holds: boolean;
}

/** Finds regions that fulfil what is always demanded together with other demands, one after the other. */
export class Solver {
  readonly #base: Demand;
  readonly #baseAnswers: ReadonlyMap<Variable, readonly Answer[]>;
  readonly #variables: readonly Variable[];
  readonly #places = new Map<Condition, Omit<Answer, "holds">>();
  readonly #domains = new Map<Variable, readonly Region[]>();
  readonly #prefer: (variable: Variable, region: Region) => number;
  readonly #work: Work;

  /** @param prefer regions are tried in this order, the lowest number first */
  constructor(
    base: Demand,
    variables: readonly Variable[],
    prefer: (variable: Variable, region: Region) => number,
    work: Work,
  ) {
    for (const variable of variables)
      for (const [index, condition] of variable.conditions.entries()) this.#places.set(condition, { variable, index });
    this.#base = base;
    this.#baseAnswers = this.#answers(base.all);
    this.#variables = variables;
    this.#prefer = prefer;
    this.#work = work;
  }

  /** Regions for all variables that fulfil the demand, too. */
  solve(demand: Demand = anyCall): Solution {
    const choices = [...this.#base.choices, ...demand.choices].map((literals) => ({
      literals,
      variables: literals.flatMap((literal) => this.#variableOf(literal) ?? []),
    }));
    this.#work.spend(this.#variables.length + choices.length);
    // A choice of nothing, such as a `deny_if` without conditions, is never fulfilled.
    if (choices.some(({ literals }) => literals.length === 0)) return "none";

    const answers = this.#answers(demand.all);
    const fitting = new Map<Variable, readonly Region[]>();
    let why: string | undefined;
    // What this demand is about comes first: it is what differs from others, which others may fulfil.
    for (const variable of new Set([...answers.keys(), ...this.#variables])) {
      const regions = this.#fitting(this.#domain(variable), answers.get(variable) ?? []);
      fitting.set(variable, regions);
      const { notKnown } = variable.cut();
      if (regions.length === 0 && notKnown === undefined) return "none";
      if (regions.length === 0) why ??= notKnown;
    }
    if (why !== undefined) return { why };

    const assigned = new Map<Variable, Region>();
    for (const component of components(this.#variables, choices)) {
      const found = assignComponent(component, (variable) => fitting.get(variable) ?? [], this.#places, this.#work);
      const notKnown = component.variables
        .map((variable) => variable.cut().notKnown)
        .find((each) => each !== undefined);
      if (found === "none" && notKnown === undefined) return "none";
      if (found === "none") why ??= notKnown;
      else if (found === "gave up") why ??= "The conditions can be combined in too many ways.";
      else for (const [variable, region] of found) assigned.set(variable, region);
    }
    return why === undefined ? assigned : { why };
  }

  /** The regions of a variable that fulfil what is always demanded, those to be tried first before others. */
  #domain(variable: Variable): readonly Region[] {
    const known = this.#domains.get(variable);
    if (known !== undefined) return known;
    const fitting = this.#fitting(variable.cut().regions, this.#baseAnswers.get(variable) ?? []);
    const order = new Map(fitting.map((region) => [region, this.#prefer(variable, region)]));
    const made = fitting.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    this.#domains.set(variable, made);
    return made;
  }

  #fitting(regions: readonly Region[], answers: readonly Answer[]): readonly Region[] {
    if (answers.length === 0) return regions;
    this.#work.spend(Math.ceil((regions.length * answers.length) / answersPerStep));
    return regions.filter((region) => answers.every(({ index, holds }) => region.holds[index] === holds));
  }

  #answers(literals: readonly Literal[]): ReadonlyMap<Variable, readonly Answer[]> {
    const answers = literals.flatMap(({ condition, holds }) => {
      const place = this.#places.get(condition);
      return place === undefined ? [] : [{ ...place, holds }];
    });
    return groupBy(answers, ({ variable }) => variable);
  }

  #variableOf({ condition }: Literal): Variable | undefined {
    return this.#places.get(condition)?.variable;
  }
}
