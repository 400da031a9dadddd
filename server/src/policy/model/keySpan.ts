import type { Span } from "../text/span";
import type { Member } from "./document";
import type { Placed } from "./policy";

/** The name of a member, with its quotes. Makes no nodes where there are none. */
export function keySpanOf({ offset, value }: Placed<Member>): Span {
  const start = value.length > 0 ? offset : offset + value.key.offset;
  return { start, end: start + value.keyLength };
}
