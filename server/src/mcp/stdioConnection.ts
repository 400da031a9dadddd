import { boundedLines } from "../disk/boundedLines";
import { reasonOf } from "../policy/words/plain/reasonOf";
import { type ChildCommand, type ChildExit, type ChildOptions, startChild } from "./childProcess";
import { type Connection, longestMessage, type Patience } from "./connection";
import { writeMessage } from "./jsonRpc";
import { lastWords } from "./lastWords";
import { PendingAnswers } from "./pendingAnswers";
import { ServerFailure } from "./serverFailure";

/**
 * Starts a program and speaks MCP by its standard streams, a message a line. The lines are read and written here, and not
 * by the official SDK: that starts the program twice to find out its era, rejects a whole list for one odd tool, drops
 * messages with an unknown field, and gives back parsed values, whose large numbers are rounded.
 */
export function stdioConnection(program: ChildCommand, patience: Patience, options?: ChildOptions): Connection {
  const child = startChild(program, options);
  const send = (text: string): void => void child.stdin.write(`${text}\n`);
  const answers = new PendingAnswers(send);
  let tooLong = false;
  const reading = (async (): Promise<void> => {
    for await (const lines of boundedLines(child.stdout, longestMessage))
      for (const line of lines) {
        if (line === undefined) tooLong = true;
        else answers.take(line);
      }
  })().catch(() => {});
  void child.exited.then(async (exit) => {
    if (exit.kind !== "not started") await reading;
    answers.fail(new ServerFailure(endInWords(exit, child.errorOutput())));
  });
  const hint = (failure: unknown): ServerFailure => {
    const sentences = [reasonOf(failure)];
    if (tooLong) sentences.push("It has written a line that is too long to be a message.");
    return new ServerFailure(sentences.join(" "));
  };
  return {
    transport: "stdio",
    ask: (request) => answers.ask(request, patience).catch((failure) => Promise.reject(hint(failure))),
    tell: async (notification) => send(writeMessage(notification)),
    end: () => child.end(),
  };
}

/** "The server ended with exit code 1 before it answered. It said: no token". */
function endInWords(exit: ChildExit, said: string): string {
  const last = lastWords(said, 8);
  const words = last === "" ? "It said nothing on standard error." : `It said: ${last}`;
  switch (exit.kind) {
    case "not started":
      return exit.why;
    case "exited":
      return `The server ended with exit code ${exit.code} before it answered. ${words}`;
    case "killed":
      return `The server was ended by ${exit.signal} before it answered. ${words}`;
  }
}
