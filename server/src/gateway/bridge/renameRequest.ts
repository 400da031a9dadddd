import { type Member, membersOf } from "../json/members";

/** A request with another id, and with that as its progress token if it has one; every other character stays. */
export function renameRequest(text: string, id: string): string {
  const members = membersOf(text);
  const params = inside(text, members, "params");
  const meta = inside(text, params, "_meta");
  const places = [
    members.findLast(({ key }) => key === "id"),
    meta.findLast(({ key }) => key === "progressToken"),
  ].filter((place) => place !== undefined);
  let renamed = text;
  // From the last one on, so that the other stays where it is.
  for (const { valueStart, valueEnd } of places.sort((a, b) => b.valueStart - a.valueStart))
    renamed = `${renamed.slice(0, valueStart)}${JSON.stringify(id)}${renamed.slice(valueEnd)}`;
  return renamed;
}

function inside(text: string, members: readonly Member[], name: string): Member[] {
  const member = members.findLast(({ key }) => key === name);
  return member === undefined ? [] : membersOf(text, member.valueStart);
}
