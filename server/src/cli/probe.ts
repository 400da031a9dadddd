import { Command, Option } from "commander";
import { type UnlistedTool, unlistedTool } from "../catalogue/unlistedTool";
import { admit } from "../policy/decide/admit";
import { quote } from "../policy/words/plain/quote";
import { diagnosticOfFinding } from "../service/diagnostics/diagnostics";
import { findingsOf } from "../service/diagnostics/review";
import type { Environment } from "../service/environment";
import { type Probe, probePolicy } from "../service/probe/probePolicy";
import type { Snapshot } from "../service/snapshot";
import { documentPages } from "./documentPages";
import { environment, environmentOf } from "./environment";
import { probeText } from "./formats/probe/text";
import { sarif } from "./formats/sarif";
import { openPolicy } from "./openPolicy";
import { ProjectConfigs } from "./projectConfig";
import { nameOf, slashed } from "./readText";
import { reportRoot } from "./reportRoot";
import { asJson, note, print, UsageError } from "./terminal";

interface Options {
  readonly format: "text" | "json" | "sarif";
  readonly root?: string;
  readonly docs?: string;
}

const examples = `
Tries calls that get past rules of the kind that people write: ".." after a folder, another host, a second command,
another spelling of a denied one, a second recipient. The policy allows each call that is printed: check it with
mcp-policy simulate. Notes on the policy as a whole (no limit, tools that read next to tools that send) are listed
separately. Nothing is sent anywhere.

Ends with 1 when a call gets through, with 3 when the gateway would refuse the policy.

Examples:
  mcp-policy probe policy.json
  mcp-policy probe policy.json ssh_execute
  mcp-policy probe policy.json --format json | jq '.tools[] | select(.holes != [])'`;

/** `probe`: the calls that get past the rules of a policy. */
export function probeCommand(): Command {
  return new Command("probe")
    .description("look for calls that get past the rules of a policy")
    .argument("<policy>", "the policy, or - for standard input")
    .argument("[tool]", "exact name of a tool (default: all that the policy names)")
    .addOption(
      new Option("-f, --format <format>", "how to print it").choices(["text", "json", "sarif"]).default("text"),
    )
    .option("--root <folder>", "what paths in sarif are relative to (default: the repository)")
    .option("--docs <address>", "address of the folder docs, for links in sarif")
    .addHelpText("after", examples)
    .action(probe);
}

async function probe(path: string, tool: string | undefined, { format, root, docs }: Options): Promise<void> {
  const configs = new ProjectConfigs(undefined);
  const snapshot = await openPolicy(path, configs);
  const known = await environmentOf(await environment(), path, snapshot, configs);
  const unlisted = tool === undefined ? undefined : unlistedTool(snapshot.policy, known.catalogue, tool);
  const found = probePolicy(snapshot, known, tool === undefined ? undefined : [tool]);
  const denial = tool === undefined ? undefined : denialOf(snapshot, unlisted, tool);
  // One that default allows is not probed as the tool that was meant.
  if (unlisted !== undefined) note(unlisted.inWords);
  if (format === "text" && denial !== undefined) print(denial);
  else if (format === "json")
    print(asJson({ ...found, notes: [...known.notes, ...(unlisted === undefined ? [] : [unlisted.inWords])] }));
  else if (format === "sarif") print(asSarif(path, snapshot, known, found, { root, docs }));
  else print(probeText(found, nameOf(path)));
  process.exitCode = found.notKnown !== null ? 3 : found.tools.some(({ holes }) => holes.length > 0) ? 1 : 0;
}

/** Why there is nothing to probe, in a sentence; undefined for a tool that can be called, and where the policy is refused. */
function denialOf({ policy }: Snapshot, unlisted: UnlistedTool | undefined, tool: string): string | undefined {
  if (policy.refusal !== undefined) return undefined;
  const admission = admit(policy, tool);
  if (admission.kind === "admitted") return undefined;
  if (unlisted !== undefined) throw new UsageError(unlisted.inWords);
  const why = admission.reason.kind === "hidden" ? "it is hidden" : "it is not listed";
  return `Every call of ${quote(tool)} is denied: ${why}.`;
}

function asSarif(
  path: string,
  snapshot: Snapshot,
  known: Environment,
  { tools }: Probe,
  { root, docs }: { readonly root: string | undefined; readonly docs: string | undefined },
): string {
  const asked = new Set(tools.map(({ tool }) => tool));
  const diagnostics = findingsOf(snapshot, known).flatMap((finding) => {
    if (finding.call === undefined || finding.tool === undefined || !asked.has(finding.tool)) return [];
    const { rule, message, call } = finding;
    const shown = { ...finding, message: `${message} Call: ${JSON.stringify(call)}` };
    return [diagnosticOfFinding(snapshot, { kind: "finding", finding: shown, severity: rule.severity }, known)];
  });
  return sarif({
    files: [{ path: path === "-" ? path : slashed(path), diagnostics }],
    failsAt: "hint",
    root: reportRoot(root),
    pageOf: documentPages(docs),
  });
}
