import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { DecisionChange } from "../../../../server/src/protocol/decisionChanges";
import { changeText } from "../../shared/changeText";
import { toEditorRange } from "../../shared/editorRange";
import { fillPage } from "../../shared/fillPage";
import type { LanguageClientLike } from "../../shared/languageClientLike";
import { nameOf } from "../../shared/nameOf";
import { notify } from "../../shared/notify";
import { policyIcon } from "../../shared/policyIcon";
import type { Attacks } from "../state/attacks";
import { nextInstant } from "../state/callHistory";
import { type PageMessage, parsePageMessage } from "../state/messages";
import { pageState } from "../state/pageState";
import type { SavedSimulation } from "../state/savedSimulation";
import { Simulation } from "../state/simulation";
import { tellSimulation } from "../state/tellSimulation";
import type { ChangePreviews } from "./changePreview";
import { readCallsOfLog } from "./importCalls";
import { leftOutInWords } from "./importedInWords";
import { PageLink } from "./pageLink";
import { openInBackground, placeCursor, presenceOf, showPolicy } from "./policyEditor";
import { PolicyMarker } from "./policyMarker";
import type { RecentCalls } from "./recentCalls";
import { saveAsTest } from "./saveAsTest";
import { type ChosenTool, pickTool } from "./toolPick";

/** The webview's type, by which VS Code and `when` clauses know the panel. */
export const panelType = "mcpPolicy.simulator";

/** What all panels share. */
export interface PanelSurroundings {
  readonly extensionUri: vscode.Uri;
  readonly client: LanguageClientLike;
  readonly recentCalls: RecentCalls;
  readonly previews: ChangePreviews;
}

/**
 * The panel that simulates calls by one policy. Each policy has its own, so that two can be compared side by side and
 * neither's calls are ever counted by the other. The simulation lives here; the page only shows it, and may come and go.
 */
export class SimulatorPanel implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #client: LanguageClientLike;
  readonly #recentCalls: RecentCalls;
  readonly #previews: ChangePreviews;
  readonly #panel: vscode.WebviewPanel;
  readonly #simulation: Simulation<vscode.CancellationToken>;
  readonly #marker: PolicyMarker;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #page: PageLink;
  #closed = false;

  /** `restored` is the tab that VS Code has brought back after the window was reloaded. */
  constructor(
    uri: vscode.Uri,
    { extensionUri, client, recentCalls, previews }: PanelSurroundings,
    restored?: vscode.WebviewPanel,
  ) {
    this.#uri = uri;
    this.#client = client;
    this.#recentCalls = recentCalls;
    this.#previews = previews;
    this.#panel =
      restored ??
      vscode.window.createWebviewPanel(
        panelType,
        l10n.t`Simulate: ${nameOf(uri)}`,
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
        { enableFindWidget: true },
      );
    this.#panel.iconPath = policyIcon(extensionUri);
    this.#page = new PageLink(this.#panel.webview);
    this.#marker = new PolicyMarker(uri);
    this.#simulation = new Simulation<vscode.CancellationToken>(uri.toString(), {
      request: (method, params, token) => client.sendRequest(method, params, token),
      newCancellation: () => new vscode.CancellationTokenSource(),
      now: () => Date.now(),
      policyVersion: () => this.#policy?.version ?? -1,
      called: (call) => void recentCalls.add(call),
      changed: (reveal) => this.#show(reveal),
    });
    this.#simulation.setPolicyPresence(presenceOf(uri));
    this.#listen();
    fillPage(this.#panel.webview, extensionUri, "simulator", l10n.t("Simulate"));
  }

  /** Goes on with what was kept when the window was reloaded. The focus stays where it is. */
  async restore(saved: SavedSimulation): Promise<void> {
    this.#page.leaveFocus();
    await openInBackground(this.#uri);
    await this.#simulation.restore(saved);
  }

  /** Whether the panel is the one that the person works in. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Fires when the person has closed the panel. */
  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  /** Brings the panel to the front and calls the tool; the focus goes to the arguments. */
  openTool({ name, facts }: ChosenTool): void {
    if (this.#closed) {
      return;
    }
    this.#panel.reveal(undefined, false);
    void this.#simulation.openTool(name, facts);
    this.#page.focusArguments();
  }

  /** Brings the panel to the front and makes this call; the focus goes to its arguments. */
  openCall(tool: string, text: string): void {
    if (this.#closed) return;
    this.#panel.reveal(undefined, false);
    void this.#simulation.openCall(tool, text);
    this.#page.focusArguments();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #listen(): void {
    const { workspace } = vscode;
    const isPolicy = (document: vscode.TextDocument) => document.uri.toString() === this.#uri.toString();
    const updatePresence = (document: vscode.TextDocument) => {
      if (isPolicy(document)) {
        this.#simulation.setPolicyPresence(presenceOf(this.#uri));
      }
    };
    this.#subscriptions.push(
      this.#marker,
      this.#page,
      this.#panel.webview.onDidReceiveMessage((value: unknown) => {
        const message = parsePageMessage(value);
        if (message !== undefined) {
          void this.#receive(message);
        }
      }),
      this.#panel.onDidChangeViewState(({ webviewPanel }) => {
        if (!webviewPanel.visible) {
          this.#page.end();
        }
        this.#mark();
      }),
      this.#panel.onDidDispose(() => this.#release()),
      workspace.onDidOpenTextDocument(updatePresence),
      workspace.onDidCloseTextDocument(updatePresence),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isPolicy(document) && contentChanges.length > 0) {
          this.#simulation.policyChanged();
        }
      }),
    );
  }

  #release(): void {
    this.#closed = true;
    this.#simulation.dispose();
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
  }

  async #receive(message: PageMessage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#page.begin();
        this.#show(false);
        this.#page.focusIfWanted();
        return;
      case "choose-tool":
        return this.#chooseTool();
      case "select-check":
        await showPolicy(this.#uri, this.#panel.viewColumn);
        this.#simulation.selectCheck(message.index);
        return;
      case "reveal-problem":
        return this.#revealProblem(message.index);
      case "recent-calls":
        return this.#prepareRecentCall();
      case "import-calls":
        return this.#importCalls();
      case "save-as-test":
        return this.#saveAsTest();
      case "save-attacks":
        return this.#saveAsTest(this.#simulation.attacks);
      case "compare-change":
        return this.#withChange(message.index, (policy, change) =>
          this.#previews.compare(policy, change, this.#panel.viewColumn),
        );
      case "apply-change":
        return this.#withChange(message.index, async (policy, change) => {
          await showPolicy(this.#uri, this.#panel.viewColumn);
          if (!(await changeText(policy.uri, change.edits))) {
            void notify("error", l10n.t`${nameOf(this.#uri)} could not be changed.`);
          }
        });
      case "open-policy":
        return showPolicy(this.#uri, this.#panel.viewColumn);
      default:
        return tellSimulation(this.#simulation, message);
    }
  }

  async #chooseTool(): Promise<void> {
    const tool = await pickTool(this.#client, this.#uri);
    if (tool !== undefined) this.openTool(tool);
  }

  get #policy(): vscode.TextDocument | undefined {
    return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === this.#uri.toString());
  }

  async #prepareRecentCall(): Promise<void> {
    const call = await this.#recentCalls.pick();
    if (call !== undefined && !this.#closed) {
      this.#panel.reveal(undefined, false);
      await this.#simulation.next.prepare(call.tool, call.text, call.grant);
      this.#page.focusArguments();
    }
  }

  async #importCalls(): Promise<void> {
    const read = await readCallsOfLog(this.#client);
    if (read !== undefined && !this.#closed) {
      const leftOut = leftOutInWords(read, this.#simulation.addRecordedCalls(read.calls));
      if (leftOut !== undefined) void notify("warning", leftOut);
    }
  }

  /** Of the attacks, those that get through make a test that fails until the policy stops them. */
  async #saveAsTest(attacks?: Attacks<unknown>): Promise<void> {
    try {
      const { calls, selectedCall } = this.#simulation;
      const column = this.#panel.viewColumn;
      const tried = attacks?.calls(nextInstant([], "none", Date.now()));
      if (tried === undefined) await saveAsTest(this.#client, this.#uri, calls, selectedCall, column);
      else await saveAsTest(this.#client, this.#uri, tried, null, column, "deny");
    } catch {
      void notify("error", l10n.t("The language server did not answer, so no test was written."));
    }
  }

  /** Does something with an edit that changes the decision, if it is still one of the text as it is now. */
  async #withChange(
    index: number,
    use: (policy: vscode.TextDocument, change: DecisionChange) => Thenable<unknown>,
  ): Promise<void> {
    const policy = this.#policy;
    const { changes, version } = this.#simulation.changingEdits;
    const change = Array.isArray(changes) ? (changes as readonly DecisionChange[])[index] : undefined;
    if (policy === undefined || change === undefined || policy.version !== version) {
      void notify("information", l10n.t("The policy has changed meanwhile. Choose again from the new list."));
      this.#simulation.policyChanged();
      return;
    }
    await use(policy, change);
  }

  async #revealProblem(index: number): Promise<void> {
    const range = this.#simulation.result.problems[index]?.range;
    if (range !== undefined) {
      await showPolicy(this.#uri, this.#panel.viewColumn);
      this.#marker.mark(range);
      this.#marker.reveal();
      placeCursor(this.#uri, toEditorRange(range).start);
    }
  }

  #show(reveal: boolean): void {
    if (this.#closed) {
      return; // An answer that was still on its way.
    }
    this.#page.show(pageState(nameOf(this.#uri), this.#simulation));
    this.#page.keepSoon(() => this.#simulation.saved);
    this.#mark();
    if (reveal) {
      this.#marker.reveal();
    }
  }

  #mark(): void {
    this.#marker.mark(this.#panel.visible ? this.#simulation.markedRange : null);
  }
}
