import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { Range } from "vscode-languageserver-types";
import { probeCommand, saveCallAsTestCommand, simulateCommand } from "../../../server/src/protocol/clientCommands";
import { type ProbeResult, probeRequest } from "../../../server/src/protocol/probe";
import { parseCommandTarget } from "../shared/commandTarget";
import { findPolicy } from "../shared/findPolicy";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { nameOf } from "../shared/nameOf";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { showRange } from "../shared/showRange";
import { saveCallAsTest } from "../simulator/host/saveAsTest";
import { holesOfCondition } from "./holesOfCondition";
import { type Probed, type ProbeLine, probeLines, probeSentence } from "./probeInWords";

interface LineItem extends vscode.QuickPickItem {
  readonly line?: ProbeLine;
}

const showCondition = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon("go-to-file"),
  tooltip: l10n.t("Show the Condition"),
});
const saveTest = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon("beaker"),
  tooltip: l10n.t("Save as Test"),
});

/** *Probe for Holes*: lists the calls that get through, by tool, each to simulate or to keep as a test. */
export function registerProbe(client: LanguageClientLike): vscode.Disposable {
  const probe = registerCommand(probeCommand, async (argument: unknown) => {
    const { uri, tool } = parseCommandTarget(argument);
    const document = await findPolicy(uri);
    if (document === undefined) {
      void notify("information", l10n.t("Open an MCP policy first: its rules are probed."));
      return;
    }
    const textDocument = { uri: document.uri.toString() };
    const found = await client.sendRequest(probeRequest, {
      textDocument,
      ...(tool !== undefined && { tools: [tool] }),
    });
    if (found.notKnown !== null) {
      void notify("warning", l10n.t`${nameOf(document.uri)} was not probed. ${found.notKnown}`);
      return;
    }
    const condition = conditionOf(argument);
    if (condition === undefined) showHoles(client, document, found, "tools");
    else showHoles(client, document, holesOfCondition(found, condition), "condition");
  });
  const save = registerCommand(saveCallAsTestCommand, async (argument: unknown) => {
    const { uri, tool, text } = parseCommandTarget(argument);
    const document = await findPolicy(uri);
    if (document !== undefined && tool !== undefined && text !== undefined)
      await saveCallAsTest(client, document.uri, { tool, arguments: JSON.parse(text) });
  });
  return vscode.Disposable.from(probe, save);
}

/** The condition that is asked about alone; undefined for a tool or a policy. */
function conditionOf(argument: unknown): Range | undefined {
  const condition = typeof argument === "object" && argument !== null && "condition" in argument && argument.condition;
  return Range.is(condition) ? condition : undefined;
}

function showHoles(
  client: LanguageClientLike,
  document: vscode.TextDocument,
  found: ProbeResult,
  probed: Probed,
): void {
  const list = vscode.window.createQuickPick<LineItem>();
  const name = nameOf(document.uri);
  list.title =
    probed === "tools" ? l10n.t`Calls that get past ${name}` : l10n.t`Calls that get past a condition of ${name}`;
  const hasCalls = found.tools.some(({ holes }) => holes.length > 0);
  list.placeholder = `${probeSentence(found, probed)}${hasCalls ? l10n.t(". Enter simulates the call") : ""}`;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  const buttons = [showCondition(), saveTest()];
  list.items = lineItems(probeLines(found, probed), buttons);
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const atCursor = list.items.find(({ line }) => line?.range !== undefined && line.range.start.line === cursor?.line);
  if (atCursor !== undefined) list.activeItems = [atCursor];
  const done = (then: () => unknown): void => {
    list.hide();
    void then();
  };
  list.onDidTriggerItemButton(({ item: { line }, button }) => {
    if (button === buttons[1] && line?.call !== undefined) {
      const { call } = line;
      done(() => saveCallAsTest(client, document.uri, call));
    } else done(() => showRange(document, line?.range));
  });
  list.onDidAccept(() => {
    const line = list.selectedItems[0]?.line;
    if (line?.call === undefined) done(() => showRange(document, line?.range));
    else done(() => vscode.commands.executeCommand(simulateCommand, { uri: document.uri.toString(), ...line.call }));
  });
  list.onDidHide(() => list.dispose());
  list.show();
}

function lineItems(lines: readonly ProbeLine[], buttons: vscode.QuickInputButton[]): readonly LineItem[] {
  return lines.flatMap((line, index) => {
    const item: LineItem = {
      label: line.label,
      description: line.description,
      detail: line.detail,
      line,
      ...(line.call !== undefined && { buttons }),
    };
    if (line.section === lines[index - 1]?.section) return [item];
    return [{ label: line.section, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}
