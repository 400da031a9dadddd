import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { changeText } from "../shared/changeText";
import { notify } from "../shared/notify";
import type { TestFiles } from "./testFiles";
import type { TestRuns } from "./testRuns";

/**
 * Makes tests expect what the policy decides now: the one of a message or an item of the Test Explorer, or all of a file
 * that have failed. The item that is to be run again; undefined when nothing was accepted, which the person is told.
 */
export async function acceptDecisions(
  files: TestFiles,
  runs: TestRuns,
  argument: unknown,
): Promise<vscode.TestItem | undefined> {
  // A message's menu hands over the message with its test, an item's menu the item.
  const meant = (argument as { readonly test?: vscode.TestItem } | undefined)?.test ?? (argument as vscode.TestItem);
  const item = files.itemOf(String(meant?.uri), String(meant?.id));
  const tests: vscode.TestItem[] = item === undefined ? [] : [item];
  item?.children.forEach((child) => {
    tests.push(child);
  });
  const failed = tests.flatMap((test) => runs.failuresOf(test) ?? []);
  if (item?.uri === undefined || failed.length === 0)
    return explain(l10n.t("There is no decision to accept here: no test has failed. Run it first."));
  const document = await vscode.workspace.openTextDocument(item.uri);
  const now = withPlainLineEnds(document.getText());
  if (failed.some(({ text }) => withPlainLineEnds(text) !== now))
    return explain(l10n.t("The test file has changed since the run. Run the test again first."));
  const edits = failed.flatMap(({ failures }) => failures.flatMap(({ accept }) => accept));
  if (edits.length === 0)
    return explain(
      l10n.t("The repetitions of this call come out differently so often that they cannot be written as calls."),
    );
  return (await changeText(item.uri, edits)) ? item : explain(l10n.t("The test file could not be changed."));
}

function explain(sentence: string): undefined {
  void notify("information", sentence);
  return undefined;
}

/** VS Code gives all lines of a file the same end; places are counted in lines and stay the same. */
function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
