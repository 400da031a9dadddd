import { unlistedTool } from "../../catalogue/unlistedTool";
import { readInstant } from "../../policy/decide/instant";
import { isJsonObject, type JsonObject } from "../../policy/text/json";
import { grouped } from "../../policy/words/plain/grouped";
import type { SimulatedCall } from "../../protocol/simulation";
import { simulate } from "../../service/simulation/simulate";
import { type AssistantTool, mostEntries, policyText, RefusedInput } from "../assistantTool";
import { openText, rangeInText } from "../openText";
import { serverTools } from "../serverTools";

/** More tools on no list are not named. */
const mostNotes = 10;

/** How a policy decides calls. */
export const simulateTool: AssistantTool = {
  name: "policy_simulate",
  title: "Simulate calls",
  description:
    "Decides tool calls by a policy, in order, with shared counters that start at 0: allow, deny, or unknown with the reason. Says which text of the policy decided. Nothing is sent to any server.",
  inputSchema: {
    type: "object",
    properties: {
      policy: policyText,
      serverTools,
      calls: {
        type: "array",
        minItems: 1,
        maxItems: mostEntries,
        items: {
          type: "object",
          properties: {
            tool: { type: "string", description: "Exact name of the tool." },
            arguments: { type: "object", description: "As an agent would send them; {} when absent." },
            grant: { type: "string", description: "Whose call it is: counts are kept for each grant." },
            at: { type: "string", description: "ISO instant; a second after the call before when absent." },
          },
          required: ["tool"],
          additionalProperties: false,
        },
      },
    },
    required: ["policy", "calls"],
    additionalProperties: false,
  },
  answer(args, environment) {
    const snapshot = openText(args);
    const calls = callsOf(args);
    const { steps, problems } = simulate(snapshot, calls, environment);
    const names = new Set(calls.map(({ tool }) => tool));
    const unlisted = [...names].flatMap((tool) => unlistedTool(snapshot.policy, environment.catalogue, tool) ?? []);
    return {
      decisions: steps.map(({ decision, rule, message, summary, range, counters, assumptions }) => ({
        decision,
        summary,
        rule,
        message,
        decidedBy: rangeInText(range),
        counters: counters.map(({ key, value, max, window }) => ({ key, value, max, window })),
        assumptions,
      })),
      refusedBecause: problems.slice(0, 3).map(({ message }) => message),
      notes: unlisted.slice(0, mostNotes).map(({ inWords }) => inWords),
    };
  },
};

function callsOf({ calls }: JsonObject): readonly SimulatedCall[] {
  if (!Array.isArray(calls)) throw new RefusedInput("calls must be a list of {tool, arguments}.");
  if (calls.length > mostEntries)
    throw new RefusedInput(
      `calls has ${grouped(calls.length)} calls; at most ${grouped(mostEntries)} are decided at once.`,
    );
  return calls.map((call: unknown, index) => {
    if (!isJsonObject(call) || typeof call.tool !== "string")
      throw new RefusedInput(`calls[${index}] must be an object with the name of a tool.`);
    const { tool, arguments: given, grant, at } = call;
    if (at !== undefined && readInstant(at) === undefined)
      throw new RefusedInput(`calls[${index}].at must be an instant such as 2026-05-06T14:32:00Z.`);
    return {
      tool,
      ...(given !== undefined && { arguments: given }),
      ...(typeof grant === "string" && { grant }),
      ...(typeof at === "string" && { at }),
    };
  });
}
