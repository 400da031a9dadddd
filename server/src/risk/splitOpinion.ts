import { nameParts } from "../catalogue/nameParts";
import type { Evidence } from "./evidence";
import type { ToolCategory } from "./verbs";

/**
 * Acts that published classes of tools put into different categories: words of which a name has one of each, and the
 * categories. Data, from classes whose page gives a reason (docs/risk.md).
 */
const splits: readonly (readonly [words: readonly (readonly string[])[], one: ToolCategory, other: ToolCategory])[] = [
  [[["send"], ["email", "emails", "mail"]], "Write", "Execute"],
  [[["merge"], ["request", "requests", "pr", "mr"]], "Write", "Execute"],
  [[["generate"], ["image", "images"]], "Write", "Execute"],
  [[["download"], ["file", "files"]], "Read", "Write"],
  [[["install"], ["package", "packages"]], "Write", "Execute"],
  [[["control"], ["device", "devices", "light", "lights"]], "Write", "Execute"],
  [[["logout"]], "Execute", "Destructive"],
];

/** That people disagree about what such a tool does; it speaks for no category. undefined where they are not known to. */
export function splitOpinion(name: string): Evidence | undefined {
  const parts = nameParts(name);
  const found = splits.find(([words]) => words.every((choices) => choices.some((word) => parts.includes(word))));
  if (found === undefined) return undefined;
  const [, one, other] = found;
  return { from: "published", text: `published classes of such tools differ: ${one} or ${other}`, category: undefined };
}
