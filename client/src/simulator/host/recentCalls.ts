import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../../server/src/policy/words/plain/labelText";
import type { SimulatedCall } from "../../../../server/src/protocol/simulation";
import { notify } from "../../shared/notify";

/** A call that can be made again. */
export interface RecentCall {
  readonly tool: string;
  /** The arguments as JSON, laid out. */
  readonly text: string;
  readonly grant: string;
}

const key = "mcpPolicy.recentCalls";

/** As many are a list that a person still reads. */
const mostCalls = 30;

/** Longer arguments are not worth keeping. */
const longestText = 20_000;

/** The calls that were simulated last in this workspace, the newest first. VS Code keeps them, on this machine only. */
export class RecentCalls {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** What is kept; whatever is not a call is left out. */
  all(): readonly RecentCall[] {
    const kept = this.#memento.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter(isRecentCall) : [];
  }

  /** Puts a call on top, once. */
  async add({ tool, arguments: args, argumentsText, grant }: SimulatedCall & { grant: string }): Promise<void> {
    const text = argumentsText ?? JSON.stringify(args ?? {}, null, 2);
    if (text.length > longestText) return;
    const others = this.all().filter((call) => call.tool !== tool || call.text !== text || call.grant !== grant);
    await this.#memento.update(key, [{ tool, text, grant }, ...others].slice(0, mostCalls));
  }

  /** Lets a person choose one; undefined when they turn away. */
  async pick(): Promise<RecentCall | undefined> {
    const calls = this.all();
    if (calls.length === 0) {
      void notify("information", l10n.t("No call was simulated in this workspace yet."));
      return undefined;
    }
    const items = calls.map((call) => ({
      label: labelText(call.tool),
      description: call.grant === "default" ? "" : labelText(l10n.t`grant ${call.grant}`),
      detail: labelText(call.text, 200),
      call,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: l10n.t("Prepare a call that was made before"),
      placeHolder: l10n.t("Filter by tool, grant or arguments"),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return chosen?.call;
  }
}

function isRecentCall(value: unknown): value is RecentCall {
  const call = value as Partial<RecentCall> | null;
  return (
    typeof call === "object" &&
    call !== null &&
    typeof call.tool === "string" &&
    typeof call.text === "string" &&
    typeof call.grant === "string"
  );
}
