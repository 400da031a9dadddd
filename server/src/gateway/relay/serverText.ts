import { admit } from "../../policy/decide/admit";
import type { Policy } from "../../policy/model/policy";
import type { Gate } from "../gate";
import { cutElements } from "../json/cutElements";
import { type Member, MemberCursor, membersOf, skipSpace } from "../json/members";
import type { OpenRequest, OpenRequests } from "./openRequests";
import type { Retries } from "./retries";

/** What the answers of a server are looked up in. */
export interface Answered {
  readonly open: OpenRequests;
  readonly retries: Retries;
  readonly gate: Gate;
}

/**
 * What becomes of a text of a server: the very same bytes, unless hidden tools are taken out of a list. Looks for answers to
 * calls on the way: an error gives back what the call has reserved. A text that is not JSON, such as a line of a log, stays.
 */
export function serverText(bytes: Buffer, text: string, answered: Answered): Buffer | Promise<Buffer> {
  const first = text[skipSpace(text, 0)];
  const lists: Member[] = [];
  try {
    const isClosed = first === "{" || text.trimEnd().endsWith("]");
    if (first === "{") readAnswer(text, 0, answered, lists, isClosed);
    else if (first === "[")
      for (const { valueStart } of membersOf(text)) readAnswer(text, valueStart, answered, lists, isClosed);
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

/** Adds the lists of tools in an answer. */
function readAnswer(
  text: string,
  start: number,
  { open, retries, gate }: Answered,
  lists: Member[],
  isClosed: boolean,
): void {
  let id: string | undefined;
  let hasError = false;
  let resultStart = -1;
  let others: number[] | undefined;
  const member = new MemberCursor(text, start);
  while (member.next()) {
    switch (member.key) {
      case "method":
        // A request of the server has an id as well, of its own.
        return;
      case "id":
        id = member.valueText;
        break;
      case "error":
        hasError = true;
        break;
      case "result":
        if (resultStart < 0) resultStart = member.valueStart;
        else {
          others ??= [];
          others.push(member.valueStart);
        }
        break;
    }
  }
  if (id === undefined) return;
  // A line of a log may hold the start of an answer, which is still to come.
  const request = isClosed && member.isLast ? open.answered(id) : open.listing(id);
  if (request === undefined) return;
  if (resultStart < 0) {
    if (hasError && request.reserved !== undefined) gate.giveBack(request.reserved);
    return;
  }
  readResult(text, resultStart, request, retries, lists);
  if (others !== undefined) for (const each of others) readResult(text, each, request, retries, lists);
}

function readResult(
  text: string,
  start: number,
  { tool, listsTools }: OpenRequest,
  retries: Retries,
  lists: Member[],
): void {
  // Most results are neither, and may be long.
  const mayAsk = tool !== undefined && text.includes(asksForInput, start);
  if (!mayAsk && !listsTools) return;
  const members = membersOf(text, start);
  const textOf = (name: string): string | undefined => {
    const member = members.findLast(({ key }) => key === name);
    return member && text.slice(member.valueStart, member.valueEnd);
  };
  if (mayAsk && textOf("resultType") === asksForInput) retries.expect(tool, textOf("requestState") ?? "");
  if (listsTools) for (const member of members) if (member.key === "tools") lists.push(member);
}

const asksForInput = '"input_required"';

function withoutHidden(bytes: Buffer, text: string, lists: readonly Member[], policy: Policy | undefined): Buffer {
  if (policy === undefined || policy.hide.size === 0) return bytes;
  let left = text;
  // From the last one on, so that the others stay where they are.
  for (const { valueStart } of lists.toReversed()) {
    const tools = membersOf(left, valueStart);
    const before = left;
    left = cutElements(left, tools, (index) => {
      const tool = tools[index];
      return tool !== undefined && isHidden(policy, before, tool);
    });
  }
  return left === text ? bytes : Buffer.from(left);
}

/** Whether a tool of a list is hidden, by any of its names if it has several. */
function isHidden(policy: Policy, text: string, { valueStart }: Member): boolean {
  try {
    for (const member = new MemberCursor(text, valueStart); member.next(); ) {
      const name = member.key === "name" ? member.valueString : undefined;
      const admission = name === undefined ? undefined : admit(policy, name);
      if (admission?.kind === "denied" && admission.reason.kind === "hidden") return true;
    }
  } catch {
    // Not JSON: it goes as it came.
  }
  return false;
}
