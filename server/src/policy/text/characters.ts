/** Codes of the characters that structure a JSON text. */
export const Character = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  asterisk: 42,
  comma: 44,
  slash: 47,
  colon: 58,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
  byteOrderMark: 0xfeff,
} as const;
