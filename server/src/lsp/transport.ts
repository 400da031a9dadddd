import { Console } from "node:console";
import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  type Message,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { messageStream } from "./messageStream";

/** How an editor's messages come in, and ours go out. */
export interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Where the messages come from, if that can come to an end. */
  readonly input?: NodeJS.EventEmitter;
}

/**
 * Opens what the command line names: `--node-ipc`, `--socket=<port>`, `--pipe=<name>`; by default standard input and output,
 * also for a server that is started by hand. The library does this too, but keeps the reader to itself, and with it the
 * error of a stream that can no longer be read.
 */
export function openTransport(words: readonly string[]): Transport {
  for (const [index, word] of words.entries()) {
    const [name, value = words[index + 1] ?? ""] = word.split("=");
    if (name === "--node-ipc") return { reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) };
    if (name === "--socket") return transport(createServerSocketTransport(Number.parseInt(value, 10)));
    if (name === "--pipe") return transport(createServerPipeTransport(value));
  }
  // What a library prints must not get between the messages. Hardly ever one does, and opening the stream takes its time.
  let ofLibraries: Console | undefined;
  Object.defineProperty(globalThis, "console", {
    configurable: true,
    get: () => (ofLibraries ??= new Console(process.stderr)),
  });
  return {
    reader: new StreamMessageReader(process.stdin, { contentTypeDecoder: { name: "application/json", decode } }),
    writer: new StreamMessageWriter(messageStream(process.stdout)),
    input: process.stdin,
  };
}

/** What a message is that is not JSON: it is answered, and the ones after it are read. */
export const unreadableMessage: Message = { jsonrpc: "2.0" };

async function decode(bytes: Uint8Array): Promise<Message> {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return unreadableMessage;
  }
}

function transport([reader, writer]: [MessageReader, MessageWriter]): Transport {
  return { reader, writer };
}
