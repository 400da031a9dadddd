import { type Branch, isCovered } from "../../../policyTests/coverage";
import { type Place, placeAt, type TestedPolicy } from "./tested";

/** A part of a policy that no test has seen, as far as it could have. */
export interface Unseen extends Place {
  readonly words: string;
}

/** What no test has seen of a policy, from its beginning to its end. */
export function unseenOf({ snapshot, counter }: TestedPolicy): Unseen[] {
  const tools = counter.tools
    .filter(({ called }) => called === 0)
    .map(({ tool, span }) => ({ start: span.start, words: `${tool} was never called` }));
  const branches = counter.branches
    .filter((branch) => !isCovered(branch))
    .map((branch) => ({ start: branch.span.start, words: branchInWords(branch) }));
  return [...tools, ...branches]
    .sort((a, b) => a.start - b.start)
    .map(({ start, words }) => ({ ...placeAt(snapshot, start), words }));
}

function branchInWords({ tool, list, words, canPass, canFail, passed, failed }: Branch): string {
  const never = [canPass && passed === 0 ? "pass" : "", canFail && failed === 0 ? "fail" : ""].filter(Boolean);
  return `${tool ?? "all_tools"}, ${list} (${words}) was never seen to ${never.join(" or to ")}`;
}
