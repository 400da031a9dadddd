import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { emptyCatalogue, type ToolCatalogue } from "../../catalogue/catalogue";
import { knownServers } from "../../mcp/knownServers";
import { grouped } from "../../policy/words/plain/grouped";
import { quote } from "../../policy/words/plain/quote";
import { newPolicy } from "../../service/actions/newPolicy";
import { bareEnvironment } from "../../service/environment";
import { type Generalisation, generalisations } from "../../service/stack/argumentRules";
import { suggestPolicy } from "../../service/stack/suggestPolicy";
import { slashed } from "../readText";
import { asJson, note, print, UsageError } from "../terminal";
import { loggedCalls } from "./loggedCalls";
import { serversFolder } from "./serversFolder";

interface Options {
  readonly server?: string;
  readonly maxRisk?: string;
  readonly log?: string;
  readonly denyRest?: true;
  readonly generalise?: readonly Generalisation[];
}

const examples = `
Prints a policy with "default": "deny".

With --server and --max-risk: the tools of a server up to that risk, each with its recommended rule. A tool of unknown
risk is not listed.

With --log: what a log of calls has (see replay): each tool that was called, with a list of the values that came again,
bounds of numbers, the common beginning of paths and addresses, and twice as many calls an hour as were seen. Free text
gets no condition. Standard error names the arguments without one, which may have any value. Calls that were denied or
are not known are left out. With --server also the server's other tools that only read, unless --deny-rest is given.

Examples:
  mcp-policy suggest --server github --max-risk medium > github.policy.json
  mcp-policy suggest --log calls.jsonl --server github --deny-rest
  mcp-policy suggest --log calls.jsonl --deny-rest --generalise prefixes,bounds`;

/** `suggest`: a policy of least privilege. */
export function suggestCommand(): Command {
  return new Command("suggest")
    .description("write a policy from a server and a risk, or from a log of calls")
    .option("--server <name>", "an imported server, or odoo-claude-mcp")
    .addOption(
      new Option("--max-risk <level>", "low, medium or high: tools of a higher risk are denied").conflicts([
        "log",
        "denyRest",
        "generalise",
      ]),
    )
    .option("--log <file>", "recorded calls, or - for standard input")
    .option("--deny-rest", "with --log: deny every tool that was not called")
    .option(
      "--generalise <ways>",
      `with --log, how arguments become conditions: ${generalisations.join(", ")}, with commas between them, or none`,
      ways,
    )
    .addHelpText("after", examples)
    .action(suggest);
}

/** The ways of `--generalise`. */
function ways(text: string): readonly Generalisation[] {
  if (text === "none") return [];
  return text.split(",").map((word) => {
    const way = generalisations.find((each) => each === word.trim());
    if (way === undefined)
      throw new InvalidArgumentError(`It takes ${generalisations.join(", ")} or none, not ${quote(word)}.`);
    return way;
  });
}

async function suggest({ server, maxRisk, log, denyRest, generalise }: Options): Promise<void> {
  if (log === undefined && maxRisk === undefined)
    throw new UsageError("Say what the policy is made of: --server NAME --max-risk LEVEL, or --log FILE.");
  const catalogue = server === undefined ? emptyCatalogue : await catalogueOf(server);
  if (log !== undefined) {
    const { calls, refused } = await loggedCalls(log);
    const { policy, notes } = suggestPolicy(calls, catalogue, denyRest === true, refused, generalise);
    for (const sentence of notes.slice(0, 20)) note(sentence);
    if (notes.length > 20) note(`And ${grouped(notes.length - 20)} more like these.`);
    print(asJson(policy));
    return;
  }
  if (server === undefined) throw new UsageError("--max-risk goes with --server NAME.");
  const ceiling = ["Low", "Medium", "High"].find((level) => level.toLowerCase() === maxRisk?.toLowerCase());
  if (ceiling === undefined) throw new UsageError(`--max-risk takes low, medium or high, not ${quote(maxRisk ?? "")}.`);
  const { text, inWords } = newPolicy({ plan: "risk-ceiling", ceiling }, { ...bareEnvironment, catalogue });
  // Names of a server are a stranger's: what a terminal would obey is escaped.
  print(asJson(JSON.parse(text)));
  note(inWords);
}

async function catalogueOf(name: string): Promise<ToolCatalogue> {
  const known = await knownServers();
  const folder = serversFolder();
  const catalogue = known.named(folder, name);
  const unread = known.unreadOf(folder, name, slashed(join(folder, `${name}.json`)));
  if (unread !== undefined) throw new UsageError(unread);
  if (catalogue !== undefined) return catalogue;
  throw new UsageError(`No server is imported as ${name}. There are: ${known.names(folder).join(", ")}.`);
}
