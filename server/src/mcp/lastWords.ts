/** A line of a stack trace, of Node.js and its like. */
const frame = /^\s+at /;

/** The first line of an error that was thrown. */
const thrown = /^[\w.$ ]{0,80}(?:Error|Exception)\b/;

/** The message of an error is looked for in so many lines before its stack trace. */
const longestMessage = 5;

/**
 * What a program said last, from the end of its standard error: of one that an error has ended, the message without the
 * stack trace, which comes after it; else the last lines, at most `most` of them.
 */
export function lastWords(errorOutput: string, most: number): string {
  const lines = errorOutput.split("\n");
  const words = lastError(lines) ?? lines.slice(-most);
  return words.join("\n").slice(-1_000).trim();
}

function lastError(lines: readonly string[]): readonly string[] | undefined {
  const end = lines.findLastIndex((line, index) => frame.test(line) && !frame.test(lines[index - 1] ?? ""));
  const start = lines
    .slice(Math.max(0, end - longestMessage), Math.max(0, end))
    .findLastIndex((line) => thrown.test(line));
  return start === -1 ? undefined : lines.slice(Math.max(0, end - longestMessage) + start, end);
}
