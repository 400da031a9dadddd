/** Larger files are not checked while they are closed. */
export const longestChecked = 1_000_000;

/** Larger files are not parsed while they are closed; whether they hold a name at all is looked up all the same. */
export const longestParsed = 8_000_000;
