import * as vscode from "vscode";
import type { Range } from "vscode-languageserver-types";
import { toEditorRange } from "../../shared/editorRange";

/** Marks one piece of a policy's text in the editors that show it. */
export class PolicyMarker implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  #range: vscode.Range | null = null;
  readonly #inLine = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.findMatchHighlightBackground"),
    border: "1px solid",
    borderColor: new vscode.ThemeColor("focusBorder"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.findMatchForeground"),
  });
  /** A box around each line of a longer piece would be noise: such a piece has a bar at its side. */
  readonly #overLines = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.findMatchHighlightBackground"),
    borderWidth: "0 0 0 2px",
    borderStyle: "solid",
    borderColor: new vscode.ThemeColor("focusBorder"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.findMatchForeground"),
  });
  readonly #editorsChanged = vscode.window.onDidChangeVisibleTextEditors(() => this.#apply());

  constructor(uri: vscode.Uri) {
    this.#uri = uri;
  }

  /** Marks this text in place of what was marked; null marks nothing. */
  mark(range: Range | null): void {
    this.#range = range === null ? null : toEditorRange(range);
    this.#apply();
  }

  /** Scrolls the marked text into view, where the policy is on show. The focus stays where it is. */
  reveal(): void {
    const range = this.#range;
    if (range !== null) {
      // The end of a long line would scroll its beginning out of sight, and that of all other lines.
      const shown = range.isSingleLine ? new vscode.Range(range.start, range.start) : range;
      for (const editor of this.#editors()) {
        editor.revealRange(shown, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      }
    }
  }

  dispose(): void {
    this.#editorsChanged.dispose();
    this.#inLine.dispose();
    this.#overLines.dispose();
  }

  #apply(): void {
    const range = this.#range;
    for (const editor of this.#editors()) {
      editor.setDecorations(this.#inLine, range?.isSingleLine === true ? [range] : []);
      editor.setDecorations(this.#overLines, range?.isSingleLine === false ? [range] : []);
    }
  }

  #editors(): vscode.TextEditor[] {
    return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === this.#uri.toString());
  }
}
