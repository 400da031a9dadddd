/** Bytes of whole lines; a line that is too long to be kept is left out, and told as one. */
export interface LogPiece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether it stands for one line that is too long. */
  readonly isTooLong: boolean;
}

const lineEnd = 10;

/** Fewer bytes are not worth handing to another thread. */
const usualLength = 65_536;

/**
 * Cuts a log into pieces that end with a line, in order. In UTF-8 no other character has the byte of a line end. Of a line that
 * is longer than `longest` bytes no more is ever kept.
 */
export async function* logPieces(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
  pieceLength = usualLength,
): AsyncGenerator<LogPiece> {
  let kept: Uint8Array[] = [];
  let length = 0;
  let isTooLong = false;
  const take = (last: Uint8Array): LogPiece => {
    const bytes = joined([...kept, last], length + last.length);
    kept = [];
    length = 0;
    return { bytes, isTooLong: false };
  };
  for await (const chunk of chunks) {
    let rest = chunk;
    if (isTooLong) {
      const end = rest.indexOf(lineEnd);
      if (end < 0) continue;
      isTooLong = false;
      rest = rest.subarray(end + 1);
      yield { bytes: new Uint8Array(), isTooLong: true };
    }
    const end = rest.lastIndexOf(lineEnd);
    if (end >= 0 && length + end >= pieceLength) {
      yield take(rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
    if (rest.length === 0) continue;
    kept.push(rest);
    length += rest.length;
    if (length <= longest) continue;
    // There may be whole lines before the one that has no end.
    const all = joined(kept, length);
    const lastEnd = all.lastIndexOf(lineEnd);
    if (lastEnd >= 0) yield { bytes: all.slice(0, lastEnd + 1), isTooLong: false };
    const open = all.subarray(lastEnd + 1);
    isTooLong = open.length > longest;
    kept = isTooLong ? [] : [open];
    length = isTooLong ? 0 : open.length;
  }
  if (isTooLong) yield { bytes: new Uint8Array(), isTooLong: true };
  else if (length > 0) yield take(new Uint8Array());
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
