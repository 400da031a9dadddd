import { constants } from "node:os";
import type { ChildExit } from "../../mcp/childProcess";
import { lastWords } from "../../mcp/lastWords";
import type { RelayEnd } from "./relayStdio";

/** The exit code of a gateway: that of its server, as a shell gives it; 0 when the client has ended it by itself. */
export function exitCodeOf(exit: ChildExit, by: RelayEnd["by"]): number {
  switch (exit.kind) {
    case "exited":
      return exit.code;
    case "killed":
      return by === "client" ? 0 : 128 + (constants.signals[exit.signal as NodeJS.Signals] ?? 0);
    case "not started":
      return 127;
  }
}

/** How a server came to its end, in a sentence, with the end of what it wrote to standard error. */
export function exitInWords(exit: ChildExit, errorOutput: string): string {
  const said = errorOutput === "" ? "" : ` It said last: ${lastWords(errorOutput, 5).replaceAll("\n", " ")}`;
  switch (exit.kind) {
    case "exited":
      return `The server has ended with exit code ${exit.code}.${said}`;
    case "killed":
      return `The server was ended by ${exit.signal}.${said}`;
    case "not started":
      return exit.why;
  }
}
