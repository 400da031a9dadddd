import { type Connection, DidChangeConfigurationNotification, type InitializeParams } from "vscode-languageserver";
import { defaultSettings, readSettings, type Settings } from "../service/settings";
import type { Log } from "./guard";

/** The section of the editor's settings that is ours. */
const section = "mcpPolicy";

/** How long an editor may take to answer before the defaults are used, in milliseconds. */
const patience = 1_000;

/**
 * What a person has set, by document. An editor that can be asked (`workspace/configuration`) is asked once per document;
 * one that sends its settings by itself (`workspace/didChangeConfiguration`) is listened to; else the defaults hold.
 */
export class Configuration {
  readonly #connection: Connection;
  readonly #log: Log;
  readonly #byUri = new Map<string, Promise<Settings>>();
  #canBeAsked = false;
  #registers = false;
  #sent: Settings = defaultSettings;

  constructor(connection: Connection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  /** Learns what the editor can do; and settings that it sends along (`initializationOptions.settings`). */
  initialize({ capabilities, initializationOptions }: InitializeParams): void {
    this.#canBeAsked = capabilities.workspace?.configuration === true;
    this.#registers = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    const options: { readonly settings?: unknown } | null | undefined = initializationOptions;
    this.#sent = readSettings(options?.settings);
  }

  /** Asks to be told of changes, and calls back after each, when the settings known so far are forgotten. */
  listen(changed: () => void): void {
    this.#connection.onDidChangeConfiguration(({ settings }: { settings?: { [section]?: unknown } | null }) => {
      if (!this.#canBeAsked) this.#sent = readSettings(settings?.[section]);
      this.#byUri.clear();
      changed();
    });
    if (this.#registers)
      this.#connection.client
        .register(DidChangeConfigurationNotification.type, { section })
        .catch((error: unknown) => this.#log.error(`The settings cannot be followed: ${String(error)}`));
  }

  /** The settings for a document; the defaults when the editor does not answer. */
  of(uri: string): Promise<Settings> {
    if (!this.#canBeAsked) return Promise.resolve(this.#sent);
    const known = this.#byUri.get(uri);
    if (known !== undefined) return known;
    const asked = this.#ask(uri);
    this.#byUri.set(uri, asked);
    return asked;
  }

  /** The settings that hold for no document in particular. */
  ofWorkspace(): Promise<Settings> {
    return this.of("");
  }

  /** Forgets a document that was closed. */
  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  async #ask(scopeUri: string): Promise<Settings> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    try {
      const answer = this.#connection.workspace.getConfiguration(scopeUri === "" ? { section } : { scopeUri, section });
      return readSettings(await Promise.race([answer, silence]));
    } catch (error) {
      this.#log.error(`The settings could not be read, so the defaults hold: ${String(error)}`);
      return defaultSettings;
    } finally {
      clearTimeout(timer);
    }
  }
}
