import { type Connection, DidChangeConfigurationNotification, type InitializeParams } from "vscode-languageserver";
import { defaultSettings, readSettings, type Settings } from "../service/settings";
import type { Log } from "./guard";

/** The section of the editor's settings that is ours. */
const section = "mcpPolicy";

/** How long features wait for an editor's answer before they go on with the defaults, in milliseconds. */
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
  #changed: (uri?: string) => void = () => {};

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

  /**
   * Asks to be told of changes, and calls back after each, when the settings known so far are forgotten; with the document
   * alone whose settings came late.
   */
  listen(changed: (uri?: string) => void): void {
    this.#changed = changed;
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

  /** The settings for a document, or for none in particular (""); the defaults until the editor has answered. */
  of(uri: string): Promise<Settings> {
    if (!this.#canBeAsked) return Promise.resolve(this.#sent);
    const known = this.#byUri.get(uri);
    if (known !== undefined) return known;
    const answer = this.#ask(uri);
    // While nothing is known, everything else goes on. What comes later counts from then on.
    const inTime = withPatience(answer, () => {
      void answer.then((settings) => {
        if (this.#byUri.get(uri) !== inTime) return;
        this.#byUri.set(uri, Promise.resolve(settings));
        if (uri === "") this.#changed();
        else this.#changed(uri);
      });
    });
    this.#byUri.set(uri, inTime);
    return inTime;
  }

  /** Forgets a document that was closed. */
  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  async #ask(scopeUri: string): Promise<Settings> {
    try {
      const scope = scopeUri === "" ? { section } : { scopeUri, section };
      return readSettings(await this.#connection.workspace.getConfiguration(scope));
    } catch (error) {
      this.#log.error(`The settings could not be read, so the defaults apply: ${String(error)}`);
      return defaultSettings;
    }
  }
}

/** The answer if it comes in time, else the defaults; then `late` is told. */
async function withPatience(answer: Promise<Settings>, late: () => void): Promise<Settings> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  const first = await Promise.race([answer, silence]);
  clearTimeout(timer);
  if (first === undefined) late();
  return first ?? defaultSettings;
}
