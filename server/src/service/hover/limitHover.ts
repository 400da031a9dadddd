import { windowEnd } from "../../policy/decide/window";
import { findMember } from "../../policy/model/document";
import type { Limit } from "../../policy/model/policy";
import { isRead } from "../../policy/model/readPolicy";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { limitInWords } from "../../policy/words/inWords";
import { plainMarkdown } from "../../policy/words/plain/markdown";
import { capitalised, sentence } from "../../policy/words/plain/sentence";
import type { NodeAtOffset } from "../cursor";
import type { Snapshot } from "../snapshot";
import { enclosing } from "./enclosing";

/**
 * What the limit around a node allows, and when its count starts again; undefined for one that cannot be counted, because a
 * part is missing or wrong.
 */
export function limitHover(
  snapshot: Snapshot,
  tool: string | undefined,
  pointed: NodeAtOffset,
  now: number,
): string | undefined {
  const limit = limitAround(snapshot, tool, pointed);
  if (limit === undefined) return undefined;
  const { max, window } = limit;
  const whose = tool === undefined ? " over all tools" : "";
  const reset = [currentWindow(window, now), boundary(max, window)].filter((text) => text !== "").join(" ");
  return [
    plainMarkdown(capitalised(sentence(`${limitInWords(limit)}${whose}`))),
    reset,
    "_Assumed: the hosted gateway counts by the UTC calendar, as the vendor's open-source engine does._",
  ].join("\n\n");
}

/** None in an earlier duplicate of `all_tools` or of a tool: its limits are lost. */
function limitAround(
  { document, policy }: Snapshot,
  tool: string | undefined,
  { member, node }: NodeAtOffset,
): Limit | undefined {
  const counts = tool === undefined ? findMember(document, "all_tools") === member : isRead(policy, member);
  return counts ? enclosing(toolSyntaxOf(member.value).limits, node)?.limit : undefined;
}

/** When the window that `now` lies in ends; "" for an instant beyond the calendar. */
function currentWindow(window: Limit["window"], now: number): string {
  const end = new Date(windowEnd(window, now));
  if (Number.isNaN(end.getTime())) return "";
  const iso = end.toISOString();
  const date = window === "day" ? `${iso.slice(0, iso.indexOf("T"))} ` : "";
  const time = iso.slice(iso.indexOf("T") + 1, -".000Z".length);
  return `The current window ends at ${date}${time} UTC.`;
}

function boundary(max: number, window: Limit["window"]): string {
  return `The count then starts again at 0, so up to ${2 * max} calls can pass in a short time around the end of the ${window}.`;
}
