import type { Literal } from "./formula";
import { groupBy } from "./groupBy";
import type { Variable } from "./variables";

/** A choice of literals, with the variables that they are about. */
export interface Choice {
  readonly literals: readonly Literal[];
  readonly variables: readonly Variable[];
}

/** Variables that depend on each other, in their order, and the choices about them. */
export interface Component {
  readonly variables: readonly Variable[];
  readonly choices: readonly Choice[];
}

/** Parts that can be searched one by one: a variable depends on those of its choices, and on the one around it. */
export function components(variables: Iterable<Variable>, choices: readonly Choice[]): readonly Component[] {
  const above = new Map<Variable, Variable>();
  const topOf = (variable: Variable): Variable => {
    let top = variable;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) {
      // Halves the way for those who come later.
      const beyond = above.get(next);
      if (beyond !== undefined) above.set(top, beyond);
      top = next;
    }
    return top;
  };
  const join = (one: Variable, other: Variable): void => {
    const [top, otherTop] = [topOf(one), topOf(other)];
    if (top !== otherTop) above.set(otherTop, top);
  };
  const all = [...variables];
  for (const variable of all) if (variable.around !== undefined) join(variable.around, variable);
  for (const { variables: about } of choices) {
    const [first] = about;
    for (const variable of about) if (first !== undefined) join(first, variable);
  }

  const choicesOf = groupBy(choices, (choice) => choice.variables[0] && topOf(choice.variables[0]));
  return [...groupBy(all, topOf)].map(([top, own]) => ({ variables: own, choices: choicesOf.get(top) ?? [] }));
}
