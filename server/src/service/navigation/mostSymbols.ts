/** Editors show a list that a person reads: more are of no help. */
export const mostSymbols = 1_000;
