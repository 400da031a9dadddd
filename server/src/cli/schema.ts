import { Command } from "commander";
import schema from "../../schema/policy.schema.json";
import { print } from "./terminal";

/** `schema`: prints the JSON Schema of a policy. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of a policy")
    .addHelpText("after", "\nExamples:\n  mcp-policy schema > policy.schema.json")
    .action(() => print(JSON.stringify(schema, undefined, 2)));
}
