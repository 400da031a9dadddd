import type { CancellationToken } from "vscode";

/** What the features need of the language client: requests that wait for the running server, also after a restart. */
export interface LanguageClientLike {
  sendRequest<T>(method: string, params: unknown, token?: CancellationToken): Promise<T>;
}
