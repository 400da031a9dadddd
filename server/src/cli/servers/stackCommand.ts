import { Argument, Command, Option } from "commander";
import type { StackFormat } from "../../protocol/stack";
import { stackOf } from "../../service/stack/stack";
import { stackReport } from "../../service/stack/stackReports";
import { complain, note, print } from "../terminal";
import { stackOfFolder } from "./stackOfFolder";

const examples = `
Joins imported servers with the policies that are about them: each tool with its risk and what the policy does with it,
what is open and dangerous first; a server without a policy is not covered. Then pairs of tools that can be called: one
that reads what outsiders write, and one that sends something out. Ends with 3 when the gateway would refuse a policy,
whose tools are not known then, and with 2 when something cannot be read.

Examples:
  mcp-policy stack > stack.md
  mcp-policy stack --format csv policies
  mcp-policy stack --format json | jq '.tools[] | select(.state == "not covered")'`;

/** Whether policies were looked for in the current folder, as they are when none is named. */
function lookedAround(folders: readonly string[]): boolean {
  return folders.length === 1 && folders[0] === ".";
}

/** `stack`: everything that agents can call, over all servers and policies. */
export function stackCommand(): Command {
  return new Command("stack")
    .description("list what your agents can call, over all servers and policies")
    .addArgument(new Argument("[folders...]", "where the policies are").default(["."], "."))
    .addOption(
      new Option("-f, --format <format>", "how to print it").choices(["markdown", "csv", "json"]).default("markdown"),
    )
    .addHelpText("after", examples)
    .action(async (folders: readonly string[], { format }: { readonly format: StackFormat }) => {
      const { servers, lost, found, lookedIn, notes } = await stackOfFolder(folders);
      const isThere = servers.some(({ catalogue }) => catalogue.tools.length > 0);
      // A repository may have servers, and no policy yet.
      const failures = lost.filter(({ isEmpty }) => isEmpty !== true || !lookedAround(folders) || !isThere);
      for (const each of lost) (failures.includes(each) ? complain : note)(each.problem);
      if (failures.length > 0) process.exitCode = 2;
      if (found > 0 || failures.length === 0) print(stackReport({ ...stackOf(servers, lookedIn), notes }, format));
      for (const { path, policy } of servers.flatMap(({ policies }) => policies)) {
        if (policy.refusal === undefined) continue;
        note(`${path}: what it lets through is not known, since the gateway would refuse it: ${policy.refusal.first}`);
        // As for a call, and for explain.
        process.exitCode ??= 3;
      }
      if (servers.length === 0) note("No server is imported. Run mcp-policy import.");
    });
}
