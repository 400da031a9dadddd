import { quote } from "../policy/words/plain/quote";
import type { Connection, Patience } from "./connection";
import { events, exchange, hostOf } from "./httpExchange";
import { statusFailure } from "./httpStatus";
import { writeMessage } from "./jsonRpc";
import { PendingAnswers } from "./pendingAnswers";
import { NotUnderstood, ServerFailure } from "./serverFailure";

/**
 * MCP over the older transport: one stream of events brings all answers, and says first to which address messages are to be
 * posted. That address has to be of the same origin, since the headers go there too.
 */
export async function sseConnection(
  url: string,
  given: Readonly<Record<string, string>>,
  patience: Patience,
): Promise<Connection> {
  const stop = new AbortController();
  // The stream stays open as long as the session: it has no time limit of its own.
  const streaming = { timeout: 2 ** 31 - 1, signal: AbortSignal.any([patience.signal, stop.signal]) };
  const accepting = { ...given, Accept: "text/event-stream" };
  const response = await within(exchange({ method: "GET", url, headers: accepting }, streaming), patience, stop);
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !type.startsWith("text/event-stream")) {
    stop.abort();
    throw response.ok
      ? new NotUnderstood(`${hostOf(url)} does not speak MCP: its answer is of the type ${quote(type)}.`)
      : statusFailure(response.status, url, "");
  }
  let target = "";
  const send = (body: string): void => {
    const headers = { ...given, "Content-Type": "application/json" };
    exchange({ method: "POST", url: target, headers, body }, patience)
      .then(async ({ ok, status, body: rest }) => {
        await rest?.cancel().catch(() => {});
        if (!ok) answers.fail(statusFailure(status, target, ""));
      })
      .catch((failure) => answers.fail(failure));
  };
  const answers = new PendingAnswers(send);
  const arrived = new Promise<void>((resolve, reject) => {
    const read = async (): Promise<void> => {
      for await (const { event, data } of events(response, streaming)) {
        if (event === "endpoint" && target === "") {
          const endpoint = URL.canParse(data, url) ? new URL(data, url) : undefined;
          if (endpoint?.origin !== new URL(url).origin)
            throw new ServerFailure(`${hostOf(url)} wants its messages at another server, which is not done.`);
          target = endpoint.href;
          resolve();
        } else answers.take(data);
      }
      throw new ServerFailure(`${hostOf(url)} has closed the connection.`);
    };
    read().catch((failure) => {
      reject(failure);
      answers.fail(failure instanceof ServerFailure ? failure : new ServerFailure(String(failure)));
    });
  });
  await within(arrived, patience, stop);
  return {
    transport: "sse",
    ask: (request) => answers.ask(request, patience),
    tell: async (notification) => send(writeMessage(notification)),
    end: async () => stop.abort(),
  };
}

async function within<T>(awaited: Promise<T>, { timeout }: Patience, stop: AbortController): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ServerFailure(`The server has not answered within ${timeout / 1000} seconds.`));
      stop.abort();
    }, timeout);
  });
  try {
    return await Promise.race([awaited, late]);
  } catch (failure) {
    stop.abort();
    throw failure;
  } finally {
    clearTimeout(timer);
  }
}
