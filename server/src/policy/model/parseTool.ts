import type { MemberSpan } from "../text/splitMembers";
import type { Member } from "./document";
import { parseMember } from "./parseMember";
import { soundMember } from "./soundMember";

/**
 * Parses a tool of a text that had versions before. Its text gets memory of its own: a slice would keep the whole version,
 * and the tools of a policy may come from as many versions as there are tools.
 */
export function parseTool(source: string, span: MemberSpan): Member {
  return soundMember(JSON.parse(JSON.stringify(source)), span) ?? parseMember(source, span);
}
