import { Disposable, ErrorCodes, Message, type MessageReader, type ResponseMessage } from "vscode-languageserver/node";
import { isJsonObject } from "../policy/text/json";
import { type Transport, unreadableMessage } from "./transport";

/** The messages that reach the server's handlers, and whether the editor has said that it is done. */
export interface Lifecycle {
  readonly reader: MessageReader;
  hasShutDown(): boolean;
}

/**
 * Answers what comes at the wrong time, as the protocol has it: before `initialize` a request is refused and a notification
 * dropped, and so they are after `shutdown`. `unreadable` is called when the stream has lost its framing: nothing after
 * that can be read, and an editor that waits would wait for ever.
 */
export function lifecycle({ reader, writer }: Transport, unreadable: (reason: string) => void): Lifecycle {
  let phase: "new" | "running" | "shut down" = "new";

  /** Why a message is not passed on; undefined when it is. */
  const refusal = (message: Message): { readonly code: number; readonly message: string } | undefined => {
    if (message === unreadableMessage || typeof message !== "object" || message === null)
      return { code: ErrorCodes.ParseError, message: "The message is not a JSON object." };
    const { method, params } = message as { readonly method?: unknown; readonly params?: unknown };
    // Answers to our own questions, and what the library finds wrong by itself.
    if (typeof method !== "string" || method === "exit") return undefined;
    if (phase === "shut down")
      return { code: ErrorCodes.InvalidRequest, message: "The server was shut down. Only exit can follow." };
    if (method === "shutdown" && phase === "running") phase = "shut down";
    // A malformed attempt is refused by its handler, and another may follow.
    if (method === "initialize" && isJsonObject(params)) phase = "running";
    if (phase === "new" && method !== "initialize")
      return { code: ErrorCodes.ServerNotInitialized, message: "The first request has to be initialize." };
    // The library looks into them before a handler can. Those of our own have a guard.
    return params === null && /^(?:textDocument|workspace)\//.test(method)
      ? { code: ErrorCodes.InvalidParams, message: `${method} needs params: an object.` }
      : undefined;
  };

  const answer = (id: ResponseMessage["id"], error: { readonly code: number; readonly message: string }): void => {
    const response: ResponseMessage = { jsonrpc: "2.0", id, error };
    // An editor that is gone reads no answer.
    writer.write(response).catch(() => {});
  };

  reader.onError((error) => unreadable(error.message));
  return {
    reader: {
      onError: () => Disposable.create(() => {}),
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      dispose: () => reader.dispose(),
      listen: (callback) =>
        reader.listen((message) => {
          const refused = refusal(message);
          if (refused === undefined) {
            try {
              callback(message);
            } catch {
              // The library trips over a few notifications, such as a cancellation of nothing: they ask for no answer.
            }
          } else if (message === unreadableMessage) answer(null, refused);
          else if (Message.isRequest(message)) answer(message.id, refused);
        }),
    },
    hasShutDown: () => phase === "shut down",
  };
}
