import { StringDecoder } from "node:string_decoder";

/**
 * The lines of a stream of UTF-8, without their ends, a list for each chunk; undefined stands for a line of more than
 * `longest` characters, of which no more than that was ever kept. readline would keep a line of any length.
 */
export async function* boundedLines(
  chunks: AsyncIterable<Buffer>,
  longest: number,
): AsyncGenerator<readonly (string | undefined)[]> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let isTooLong = false;
  let isFirst = true;
  for await (const chunk of chunks) {
    let text = decoder.write(chunk);
    if (isFirst) text = text.replace(/^\uFEFF/, "");
    isFirst = false;
    const lines: (string | undefined)[] = [];
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      const piece = text.slice(start, end);
      lines.push(isTooLong || rest.length + piece.length > longest ? undefined : rest + piece);
      rest = "";
      isTooLong = false;
      start = end + 1;
    }
    rest += text.slice(start);
    if (rest.length > longest) {
      isTooLong = true;
      rest = "";
    }
    if (lines.length > 0) yield lines;
  }
  rest += decoder.end();
  if (isTooLong) yield [undefined];
  else if (rest !== "") yield [rest];
}
