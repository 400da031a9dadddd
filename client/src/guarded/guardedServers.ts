import * as vscode from "vscode";
import type { GuardedTarget } from "../../../server/src/protocol/guardedServer";
import type { Machine } from "../platform";
import { isRecord } from "../shared/isRecord";

/** A server that a person has agreed to run behind a policy. No value of a variable is kept. */
export interface GuardedEntry {
  readonly name: string;
  /** Address of the policy. */
  readonly policy: string;
  /** Path of the folder that it runs in. */
  readonly workspace: string;
  readonly target: GuardedTarget;
  /** Variables whose values are asked for at each start. */
  readonly missing: readonly string[];
}

const key = "mcpPolicy.guardedServers";

/** The servers of this workspace that run behind a policy. VS Code keeps them, on this machine only. */
export class GuardedServers implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #logFolder: vscode.Uri;
  readonly #machine: Machine;
  readonly #started = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  /** What was not listed before is now. */
  readonly #trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire());

  constructor({ workspaceState, storageUri, globalStorageUri }: vscode.ExtensionContext, machine: Machine) {
    this.#machine = machine;
    this.#memento = workspaceState;
    this.#logFolder = vscode.Uri.joinPath(storageUri ?? globalStorageUri, "calls");
  }

  /** What is kept; whatever is not an entry is left out. */
  all(): readonly GuardedEntry[] {
    const kept = this.#memento.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  }

  /** An entry with the same label is replaced. */
  async add(entry: GuardedEntry): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.#logFolder);
    this.#started.delete(labelOf(entry));
    await this.#keep([...this.all().filter((other) => labelOf(other) !== labelOf(entry)), entry]);
  }

  async remove(label: string): Promise<void> {
    await this.#keep(this.all().filter((entry) => labelOf(entry) !== label));
  }

  /** VS Code has asked for what starts a server. */
  starts(label: string): void {
    this.#started.add(label);
  }

  /** Whether VS Code has started a server since it was added. */
  hasStarted(label: string): boolean {
    return this.#started.has(label);
  }

  /** Where the calls of a server are logged; its folder is there once a server was added. */
  logOf(entry: GuardedEntry): vscode.Uri {
    const digest = this.#machine.sha256(`${entry.policy}\n${entry.name}`).slice(0, 16);
    return vscode.Uri.joinPath(this.#logFolder, `${digest}.jsonl`);
  }

  dispose(): void {
    this.#trusted.dispose();
    this.#changed.dispose();
  }

  async #keep(entries: readonly GuardedEntry[]): Promise<void> {
    await this.#memento.update(key, entries);
    this.#changed.fire();
  }
}

/** How VS Code lists it, and knows it. */
export function labelOf({ name, policy }: GuardedEntry): string {
  return `${name} (guarded by ${vscode.workspace.asRelativePath(vscode.Uri.parse(policy))})`;
}

function isEntry(value: unknown): value is GuardedEntry {
  if (!isRecord(value) || !isRecord(value.target)) return false;
  const texts = [value.name, value.policy, value.workspace];
  return texts.every((text) => typeof text === "string") && Array.isArray(value.missing);
}
