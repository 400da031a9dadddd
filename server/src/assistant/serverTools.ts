import { isJsonObject, type JsonObject } from "../policy/text/json";
import { serverCatalogue } from "../risk/serverCatalogue";
import type { Environment } from "../service/environment";
import { RefusedInput } from "./assistantTool";

/** The schema of the argument by which an assistant says what the server of a policy has: nothing is imported here. */
export const serverTools: JsonObject = {
  type: "array",
  description:
    "The server's tools, as its tools/list gives them. Send them: without them only a bundled catalogue of Odoo tools is known.",
  items: { type: "object" },
};

/** The environment of a call, with the tools that it came with. */
export function withServerTools({ serverTools: tools }: JsonObject, environment: Environment): Environment {
  if (tools === undefined) return environment;
  if (!Array.isArray(tools) || !tools.every((tool) => isJsonObject(tool) && typeof tool.name === "string"))
    throw new RefusedInput("serverTools must be a list of objects with a name.");
  return { ...environment, catalogue: serverCatalogue({ name: "serverTools", tools: tools.filter(isJsonObject) }) };
}
