import { remoteServer } from "../gateway/remote/remoteServer";
import type { GatewayOrder } from "../gateway/runGateway";
import { foundTargets } from "../mcp/clients/foundTargets";
import { ServerFailure } from "../mcp/serverFailure";
import type { ServerTarget } from "../mcp/serverTarget";
import { sourceTarget } from "../mcp/sourceTarget";
import { thisSystem, variablesOf } from "../mcp/thisSystem";
import type { GuardedServer } from "../protocol/guardedServer";

/**
 * What to start or reach, with the values of its variables: those of an entry are read from the client's file now, and never
 * pass through the editor. An entry that is not the one that was shown is not started. Throws a `ServerFailure`.
 */
export async function guardedTarget(order: GuardedServer): Promise<GatewayOrder["server"]> {
  const target = await targetOf(order);
  if (target.kind === "command") return target.program;
  if (target.transport === "sse")
    throw new ServerFailure(
      "The server speaks the older transport with two addresses (SSE), which the gateway does not.",
    );
  const url = URL.canParse(target.url) ? new URL(target.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ServerFailure("The server's address does not start with https:// or http://.");
  return async () => remoteServer({ url, headers: target.headers });
}

async function targetOf({ server, workspace }: GuardedServer): Promise<ServerTarget> {
  const variables = variablesOf(workspace);
  if ("url" in server) return sourceTarget({ kind: "url", ...server }, variables);
  if ("command" in server) {
    const [command = "", ...args] = server.command;
    return sourceTarget({ kind: "command", cwd: workspace, ...server, command, args }, variables);
  }
  const all = await foundTargets(thisSystem(), variables);
  const found = all.find(({ id }) => id === server.found)?.target;
  if (found === undefined)
    throw new ServerFailure(
      "The server's entry in the file of its client has changed since you agreed to run it. Run it through the policy again.",
    );
  return found.target;
}
