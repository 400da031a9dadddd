import type { Category, Tool } from "../../catalogue/catalogue";

/** Categories of tools that must not be left open by accident, the worst first (spec §4). */
export const dangerousCategories = ["Financial", "Destructive", "Execute"] as const satisfies readonly Category[];

/** What a tool of such a category does, behind its name. */
export const whatItDoes: Readonly<Record<(typeof dangerousCategories)[number], string>> = {
  Financial: "moves money",
  Destructive: "deletes for good",
  Execute: "triggers actions or runs code",
};

/** The dangerous category of a tool, if it has one. */
export function dangerOf(tool: Tool | undefined): (typeof dangerousCategories)[number] | undefined {
  return dangerousCategories.find((category) => category === tool?.category);
}
