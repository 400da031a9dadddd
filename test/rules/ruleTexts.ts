import { readFileSync } from "node:fs";
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import type { Problem } from "../../server/src/policy/text/problem";
import type { Fix } from "../../server/src/rules/engine/rule";
import { fixesOf } from "../../server/src/service/actions/codeActions";
import { fixAll } from "../../server/src/service/actions/fixAll";
import { type ReviewItem, review } from "../../server/src/service/diagnostics/review";
import { bareEnvironment, type Environment } from "../../server/src/service/environment";
import { readSettings } from "../../server/src/service/settings";
import { type Snapshot, snapshotOf } from "../../server/src/service/snapshot";
import { isMark } from "../policy/fixtures/markedText";

/** A tool of a kind that the bundled catalogue does not have. */
const moveFile = {
  name: "relocate_shared_file",
  category: "Write",
  risk: "Low",
  inputSchema: {
    type: "object",
    properties: { source: { type: "string" }, destination: { type: "string" } },
    required: ["source", "destination"],
  },
};

/** The world of the rules' tests: the bundled catalogue and a tool; `settings` as in the editor's section `mcpPolicy`. */
export async function worldWith(settings: object = {}): Promise<Environment> {
  const { serverName, tools } = await odooCatalogue();
  const catalogue = readCatalogue({ server: { name: serverName }, tools: [...tools, moveFile] });
  return { ...bareEnvironment, catalogue, settings: readSettings(settings) };
}

/** An item as the problem that it looks like. */
export function problemOf(item: ReviewItem): Problem {
  if (item.kind === "problem") return item.problem;
  const { rule, message, span, related } = item.finding;
  return { code: rule.code, severity: item.severity, message, span, ...(related !== undefined && { related }) };
}

/** All that is said about a text, with its codes. */
export function reviewOf(text: string, world: Environment): { snapshot: Snapshot; items: readonly ReviewItem[] } {
  const snapshot = snapshotOf(text);
  return { snapshot, items: review(snapshot, world) };
}

/** The codes of all that is said about a text, each once. */
export function codesOf(text: string, world: Environment): string[] {
  return [...new Set(reviewOf(text, world).items.map((item) => problemOf(item).code))];
}

/** Every fix that is offered for a text. */
export function fixesFor(text: string, world: Environment): readonly Fix[] {
  const { snapshot, items } = reviewOf(text, world);
  return items.flatMap((item) => fixesOf(item, snapshot, world));
}

/** A text of a fixture file with what is said about it, and what its fixes make of it. */
export interface RuleText {
  readonly title: string;
  /** The text with a line below each piece that is underlined. */
  readonly marked: string;
  readonly text: string;
  /** By the title of the fix: the text after it. "(fix all)" is what fixing all makes. */
  readonly golden: ReadonlyMap<string, string>;
}

/** The name under which a fixture holds the text after fixing all. */
export const fixAllTitle = "(fix all)";

/**
 * Reads the texts of a file of `fixtures/`. Each begins with a line `=== title`; below the text, each fix follows with
 * `--- title of the fix` and the text after it. Lines before the first `===` are for people.
 */
export function readRuleTexts(fileName: string): RuleText[] {
  const source = readFileSync(new URL(`fixtures/${fileName}`, import.meta.url), "utf8");
  return source
    .split(/^=== /m)
    .slice(1)
    .map((section) => {
      const [first = "", ...fixes] = section.split(/^--- /m);
      const [title = "", ...lines] = first.trimEnd().split("\n");
      const golden = fixes.map((fix) => {
        const [name = "", ...after] = fix.trimEnd().split("\n");
        return [name, after.join("\n")] as const;
      });
      const text = lines.filter((line) => !isMark(line)).join("\n");
      return { title, marked: lines.join("\n"), text, golden: new Map(golden) };
    });
}

/** The text after the fix of a golden file; undefined when no such fix is offered. */
export function applyGolden(text: string, title: string, world: Environment, apply: (fix: Fix) => string) {
  if (title === fixAllTitle) return fixAll(text, world);
  const fix = fixesFor(text, world).find((each) => each.title === title);
  return fix && apply(fix);
}
