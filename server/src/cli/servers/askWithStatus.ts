import { type Asked, askServer } from "../../mcp/askServer";
import { ServerFailure } from "../../mcp/serverFailure";
import type { ServerTarget } from "../../mcp/serverTarget";
import { showStatus, UsageError } from "../terminal";

/** Asks a server for its tools, and shows meanwhile how far it is. Ctrl+C ends the server too. */
export async function askWithStatus(name: string, target: ServerTarget, seconds: number): Promise<Asked> {
  const patience = { timeout: seconds * 1000, signal: new AbortController().signal };
  try {
    return await askServer(target, patience, (progress) =>
      showStatus(
        progress.step === "starting"
          ? `${target.kind === "command" ? "Starting" : "Asking"} ${name}…`
          : `${name}: page ${progress.pages} of its tools`,
      ),
    );
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error;
    throw new UsageError(`${name}: ${error.message}`);
  } finally {
    showStatus(undefined);
  }
}

/** The value of `--timeout`. */
export function secondsIn(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3_600)) throw new UsageError("--timeout takes seconds, at most 3600.");
  return seconds;
}
