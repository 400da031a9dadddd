import { Command, Option } from "commander";
import configSchema from "../../schema/config.schema.json";
import schema from "../../schema/policy.schema.json";
import testSchema from "../../schema/policy-test.schema.json";
import { asJson, print } from "./terminal";

/** `schema`: prints the JSON Schema of a policy, or of a test file. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of a policy")
    .addOption(new Option("--tests", "print that of *.policy-test.json files").conflicts("config"))
    .option("--config", "print that of .mcp-policy/config.json")
    .addHelpText(
      "after",
      "\nExamples:\n  mcp-policy schema > policy.schema.json\n  mcp-policy schema --tests > policy-test.schema.json\n  mcp-policy schema --config > config.schema.json",
    )
    .action(({ tests, config }: { readonly tests?: true; readonly config?: true }) =>
      print(asJson(config === true ? configSchema : tests === true ? testSchema : schema)),
    );
}
