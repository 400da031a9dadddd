import { extensions } from "vscode";
import { type Report, reportPath } from "./report";

/** What the extension host calls when the tests are loaded. */
export async function run(): Promise<void> {
  const page = extensions.getExtension("mcp-policy-author.mcp-policy-author")?.extensionUri;
  if (page === undefined) throw new Error("VS Code does not know the extension");
  const address = page.with({ path: reportPath }).toString(true);
  let told: Promise<unknown> = Promise.resolve();
  /** One after the other, in the order in which they happen. */
  const tell = (report: Report): void => {
    told = told.then(() => fetch(address, { method: "POST", body: JSON.stringify(report) }));
  };
  const retried = new Set<string>();
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on("test", (test) => tell({ kind: "started", title: test.fullTitle() }))
      .on("retry", (test: Mocha.Test) => retried.add(test.fullTitle()))
      .on("pass", (test) => {
        const title = test.fullTitle();
        tell({ kind: "passed", title: retried.has(title) ? `${title} (at the second try)` : title });
      })
      .on("pending", (test) => tell({ kind: "left out", title: test.fullTitle() }))
      .on("fail", (test, error) => tell({ kind: "failed", title: test.fullTitle(), text: textOf(error) }));
  });
  tell({ kind: "ended" });
  await told;
}

/** A browser's stack repeats the message; in a worker of a bundle its lines say nothing more. */
function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
