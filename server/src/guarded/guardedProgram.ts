import type { ServerCommand } from "../gateway/startServer";
import { foundTargets } from "../mcp/clients/foundTargets";
import { ServerFailure } from "../mcp/serverFailure";
import { sourceTarget } from "../mcp/sourceTarget";
import { thisSystem, variablesOf } from "../mcp/thisSystem";
import type { GuardedServer } from "../protocol/guardedServer";

/**
 * The program to start, with the values of its variables: those of an entry are read from the client's file now, and never
 * pass through the editor. An entry that is not the one that was shown is not started. Throws a `ServerFailure`.
 */
export async function guardedProgram({ server, workspace }: GuardedServer): Promise<ServerCommand> {
  const variables = variablesOf(workspace);
  if (!("found" in server)) {
    const [command = "", ...args] = server.command;
    const target = sourceTarget({ kind: "command", command, args, env: server.env, cwd: workspace }, variables);
    if (target.kind === "command") return target.program;
    throw new ServerFailure("Say what starts the server.");
  }
  const all = await foundTargets(thisSystem(), variables);
  const found = all.find(({ id }) => id === server.found)?.target;
  if (found === undefined)
    throw new ServerFailure(
      "The server's entry in the file of its client has changed since you agreed to run it. Run it through the policy again.",
    );
  if (found.target.kind === "command") return found.target.program;
  throw new ServerFailure("The entry has an address, and no program that could be started.");
}
