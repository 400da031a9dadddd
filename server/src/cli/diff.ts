import { Command, Option } from "commander";
import { opensMore } from "../protocol/difference";
import { comparePolicies } from "../service/difference/comparePolicies";
import { inNewPolicy } from "../service/difference/policyDifference";
import { environment, environmentOf } from "./environment";
import { differenceAnnotations } from "./formats/difference/github";
import { differenceMarkdown } from "./formats/difference/markdown";
import { differenceText } from "./formats/difference/text";
import { policyAt } from "./policyAt";
import { ProjectConfigs } from "./projectConfig";
import { asJson, note, print } from "./terminal";

interface Options {
  readonly newAccess: boolean;
  readonly format: "text" | "json" | "github" | "markdown";
}

const examples = `
Says which calls are newly allowed, which are newly denied, and which limits are looser or tighter, each with a call that
shows it. "No call is newly allowed" is a proof, whatever the arguments; what is uncertain is listed as not known.

Ends with 0, and with 3 when the gateway would refuse one of the policies: then nothing can be compared. With --no-new-access it ends with 1 when a call is newly allowed, a limit is looser, or something is not known.

Examples:
  mcp-policy diff git:HEAD policy.json
  mcp-policy diff git:origin/main policy.json --no-new-access --format github
  mcp-policy diff old.policy.json new.policy.json --format json`;

/** `diff`: what a new policy lets through that an old one did not, and the other way round. */
export function diffCommand(): Command {
  return new Command("diff")
    .description("compare what two policies allow")
    .argument("<old>", "the old policy: a file, or git:REV for <new> at a revision")
    .argument("<new>", "the new policy, or - for standard input")
    .option("--no-new-access", "end with 1 when anything is newly allowed, looser or not known")
    .addOption(
      new Option("-f, --format <format>", "how to print it")
        .choices(["text", "json", "github", "markdown"])
        .default("text"),
    )
    .addHelpText("after", examples)
    .action(diff);
}

const notComparable = "Nothing can be compared: what the gateway decides by a policy that it refuses is not known.";

async function diff(oldPlace: string, newPath: string, { newAccess, format }: Options): Promise<void> {
  const before = await policyAt(oldPlace, newPath);
  const after = await policyAt(newPath, newPath, before.snapshot);
  const known = await environmentOf(await environment(), newPath, after.snapshot, new ProjectConfigs(undefined));
  const { refused, ...found } = await comparePolicies(before.snapshot, after.snapshot, known.catalogue);
  const inText = inNewPolicy(found, after.snapshot, known.catalogue);
  switch (format) {
    case "json":
      print(asJson({ ...found, notes: [...known.notes, ...(refused === undefined ? [] : [notComparable])] }));
      break;
    case "github":
      print(differenceAnnotations(inText, after.snapshot, newPath), "workflow");
      break;
    case "markdown":
      print(differenceMarkdown(inText, after.name));
      break;
    default:
      print(differenceText(inText, before.name, after.name));
  }
  if (refused !== undefined) note(notComparable);
  if (!newAccess && opensMore(found)) process.exitCode = 1;
  else if (refused !== undefined) process.exitCode = 3;
}
