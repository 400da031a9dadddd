import { Argument, Command, Option } from "commander";
import type { StackFormat } from "../../protocol/stack";
import { stackOf } from "../../service/stack/stack";
import { stackReport } from "../../service/stack/stackReports";
import { note, print } from "../terminal";
import { stackOfFolder } from "./stackOfFolder";

const examples = `
Joins imported servers with the policies that are about them: each tool with its risk and what the policy does with it,
what is open and dangerous first; a server without a policy is not covered. Then pairs of tools that can be called: one
that reads what outsiders write, and one that sends something out.

Examples:
  mcp-policy stack > stack.md
  mcp-policy stack --format csv policies
  mcp-policy stack --format json | jq '.tools[] | select(.state == "not covered")'`;

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
      const servers = await stackOfFolder(folders);
      print(stackReport(stackOf(servers), format));
      if (servers.length === 0)
        note("No server is imported, and no policy is about the bundled one. Run mcp-policy import.");
    });
}
