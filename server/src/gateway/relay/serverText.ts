import { admit } from "../../policy/decide/admit";
import type { Policy } from "../../policy/model/policy";
import type { Gate } from "../gate";
import { cutElements } from "../json/cutElements";
import { type Member, membersOf, skipSpace } from "../json/members";
import type { OpenRequest, OpenRequests } from "./openRequests";
import type { Retries } from "./retries";

/** What the answers of a server are looked up in. */
interface Answered {
  readonly open: OpenRequests;
  readonly retries: Retries;
  readonly gate: Gate;
}

/**
 * What becomes of a text of a server: the very same bytes, unless hidden tools are taken out of a list. Looks for answers to
 * calls on the way: an error gives back what the call has reserved. A text that is not JSON, such as a line of a log, stays.
 */
export function serverText(bytes: Buffer, answered: Answered): Buffer | Promise<Buffer> {
  const text = bytes.toString("utf8");
  const first = text[skipSpace(text, 0)];
  if (first !== "{" && first !== "[") return bytes;
  let lists: Member[];
  try {
    const starts = first === "{" ? [0] : membersOf(text).map(({ valueStart }) => valueStart);
    lists = starts.flatMap((start) => readAnswer(text, start, answered));
  } catch {
    // Not JSON.
    return bytes;
  }
  if (lists.length === 0) return bytes;
  const loaded = answered.gate.policy();
  return loaded instanceof Promise
    ? loaded.then(({ policy }) => withoutHidden(bytes, text, lists, policy))
    : withoutHidden(bytes, text, lists, loaded.policy);
}

/** The lists of tools in an answer. */
function readAnswer(text: string, start: number, { open, retries, gate }: Answered): Member[] {
  const members = membersOf(text, start);
  const idMember = members.findLast(({ key }) => key === "id");
  // A request of the server has an id as well, of its own.
  if (idMember === undefined || members.some(({ key }) => key === "method")) return [];
  const request = open.answered(JSON.parse(text.slice(idMember.valueStart, idMember.valueEnd)));
  if (request === undefined) return [];
  const results = members.filter(({ key }) => key === "result");
  if (results.length === 0 && members.some(({ key }) => key === "error")) {
    if (request.reserved !== undefined) gate.giveBack(request.reserved);
    return [];
  }
  return results.flatMap(({ valueStart }) => readResult(text, valueStart, request, retries));
}

function readResult(text: string, start: number, { tool, listsTools }: OpenRequest, retries: Retries): Member[] {
  const members = membersOf(text, start);
  const textOf = (name: string): string | undefined => {
    const member = members.findLast(({ key }) => key === name);
    return member && text.slice(member.valueStart, member.valueEnd);
  };
  if (tool !== undefined && textOf("resultType") === '"input_required"')
    retries.expect(tool, textOf("requestState") ?? "");
  return listsTools ? members.filter(({ key }) => key === "tools") : [];
}

function withoutHidden(bytes: Buffer, text: string, lists: readonly Member[], policy: Policy | undefined): Buffer {
  if (policy === undefined || policy.hide.size === 0) return bytes;
  let left = text;
  // From the last one on, so that the others stay where they are.
  for (const { valueStart } of lists.toReversed()) {
    const tools = membersOf(left, valueStart);
    const before = left;
    left = cutElements(left, tools, (index) => {
      const tool = tools[index];
      return tool !== undefined && namesOf(before, tool).some((name) => isHidden(policy, name));
    });
  }
  return left === text ? bytes : Buffer.from(left);
}

function namesOf(text: string, { valueStart }: Member): string[] {
  const names = membersOf(text, valueStart).flatMap(({ key, valueStart: from, valueEnd: to }) =>
    key === "name" ? [JSON.parse(text.slice(from, to)) as unknown] : [],
  );
  return names.filter((name) => typeof name === "string");
}

function isHidden(policy: Policy, tool: string): boolean {
  const admission = admit(policy, tool);
  return admission.kind === "denied" && admission.reason.kind === "hidden";
}
