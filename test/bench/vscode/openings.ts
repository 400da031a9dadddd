import type { Page } from "playwright-core";
import { openWorkbench, type Workbench } from "../../ui/workbench";
import { makePolicy } from "../policies";

export const toolCounts = [4, 180, 1_000] as const;

/** How often each file is opened in a window that has shown others before. */
const openings = 8;
/** How many windows are opened for the first file that they show. */
const windows = 4;

/** Milliseconds from the first line of a text on the screen. */
export interface Opening {
  readonly squiggle: number;
  /** undefined for JSON, which has none. */
  readonly lens: number | undefined;
}

type Kind = "ours" | "json";

/** The openings at one size, in windows that had shown others, and as the first file of a window. */
export interface OpeningResults {
  readonly tools: number;
  readonly warm: Readonly<Record<Kind, readonly Opening[]>>;
  readonly first: Readonly<Record<Kind, readonly Opening[]>>;
}

/** Opens the same text as a policy and as JSON, in turns, in the same windows. */
export async function measureOpenings(): Promise<readonly OpeningResults[]> {
  const results: OpeningResults[] = [];
  for (const tools of toolCounts) {
    const warm: Record<Kind, Opening[]> = { ours: [], json: [] };
    const first: Record<Kind, Opening[]> = { ours: [], json: [] };
    for (let window = 0; window < windows; window++) {
      console.log(`${tools} tools, window ${window + 1} of ${windows}`);
      const kinds: readonly Kind[] = window % 2 === 0 ? ["ours", "json"] : ["json", "ours"];
      const workbench = await openWorkbench(filesOf(tools));
      try {
        // What is opened first has its language server started for it, so each kind has its turn in a window of its own.
        const [leader = "ours"] = kinds;
        first[leader].push(await opened(workbench, leader, 0));
        for (let index = 1; index <= openings / windows; index++)
          for (const kind of kinds) {
            // The other kind's server has not started in the first round.
            const opening = await opened(workbench, kind, index);
            if (index > 1 || kind === leader) warm[kind].push(opening);
          }
      } finally {
        await workbench.close();
      }
    }
    results.push({ tools, warm, first });
  }
  return results;
}

const fileName = (kind: Kind, index: number): string =>
  kind === "ours" ? `at${index}.policy.json` : `at${index}.json`;

/** A comma is missing near the top: both servers underline it. */
function filesOf(tools: number): Readonly<Record<string, string>> {
  const text = makePolicy(tools).text.replace('"version": "1",', '"version": "1"');
  const files: Record<string, string> = {};
  for (let index = 0; index <= openings / windows; index++)
    for (const kind of ["ours", "json"] as const) files[fileName(kind, index)] = text;
  return files;
}

async function opened({ page, run }: Workbench, kind: Kind, index: number): Promise<Opening> {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input:visible").waitFor();
  await page.keyboard.type(fileName(kind, index));
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: fileName(kind, index) }).waitFor();
  const seen = watch(page, kind === "ours");
  await page.keyboard.press("Enter");
  const opening = await seen;
  await run("View: Close All Editors");
  await page.locator(".tab").first().waitFor({ state: "detached" });
  return opening;
}

/** When a person sees what first; Playwright looks at each frame. */
async function watch(page: Page, hasLenses: boolean): Promise<Opening> {
  const seen = async (selector: string): Promise<number> => {
    await page.locator(`.editor-instance ${selector}`).first().waitFor({ state: "attached", timeout: 60_000 });
    return performance.now();
  };
  const [text, squiggle, lens] = await Promise.all([
    seen(".view-line span span"),
    seen(".squiggly-error"),
    hasLenses ? seen(".codelens-decoration a") : undefined,
  ]);
  return { squiggle: squiggle - text, lens: lens === undefined ? undefined : lens - text };
}
