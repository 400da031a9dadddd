import { Command } from "commander";
import schema from "../../schema/policy.schema.json";
import testSchema from "../../schema/policy-test.schema.json";
import { asJson, print } from "./terminal";

/** `schema`: prints the JSON Schema of a policy, or of a test file. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of a policy")
    .option("--tests", "print that of *.policy-test.json files")
    .addHelpText(
      "after",
      "\nExamples:\n  mcp-policy schema > policy.schema.json\n  mcp-policy schema --tests > policy-test.schema.json",
    )
    .action(({ tests }: { readonly tests?: true }) => print(asJson(tests === true ? testSchema : schema)));
}
