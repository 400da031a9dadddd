/** The operators that compare numbers, as a sentence has them. */
export const orderInWords = {
  lt: "less than",
  lte: "at most",
  gt: "greater than",
  gte: "at least",
} as const;
