/** Characters that JSON can write in more than one way, apart from `\u`, by which it can write any. */
const writtenInWays = /["\\/\p{Cc}]/u;

/** Whether a text in UTF-8 can have one of the names in it; it need not be parsed to know that it cannot. */
export function mayName(bytes: Buffer, names: readonly string[]): boolean {
  return bytes.includes("\\u") || names.some((name) => writtenInWays.test(name) || bytes.includes(name));
}
