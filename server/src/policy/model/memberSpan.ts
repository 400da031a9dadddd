import { type Span, spanOf } from "../text/span";
import type { Member } from "./document";
import type { Placed } from "./policy";

/** The text of a member, from the quote of its name to the end of its value. Makes no nodes where there are none. */
export function spanOfMember({ offset, value }: Placed<Member>): Span {
  // Of another one, the parser may see the end elsewhere.
  if (value.isSound) return { start: offset, end: offset + value.length };
  return { start: offset + value.key.offset, end: spanOf(value.value ?? value.key, offset).end };
}
