import type { Member, PolicyDocument } from "../../../server/src/policy/model/document";
import type { Placed } from "../../../server/src/policy/model/policy";
import { toJson } from "../../../server/src/policy/text/json";

/** All that features read of a document, without what depends on the versions before. */
export function facts({ members, tools, toolGroups: _groups, lastSplit: _lastSplit, ...others }: PolicyDocument) {
  const member = ({ offset, value: { value, key, isSound: _, isEmpty: __, ...rest } }: Placed<Member>) => ({
    offset,
    ...rest,
    key: [key.offset, key.length],
    value: value === undefined ? undefined : [value.offset, value.length, toJson(value)],
  });
  return { ...others, members: members.map(member), tools: tools.map(member) };
}
