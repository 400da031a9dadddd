import assert from "node:assert/strict";
import * as vscode from "vscode";

/** The part of the API that @types/vscode of the oldest VS Code does not have. */
interface ToolsApi {
  readonly lm: {
    readonly tools: readonly { readonly name: string }[];
    invokeTool(name: string, options: object): Promise<{ readonly content: readonly { readonly value: string }[] }>;
  };
}

const { lm } = vscode as unknown as ToolsApi;

suite("tools for assistants", () => {
  test("are listed, and answer", async () => {
    const names = lm.tools.map(({ name }) => name).filter((name) => name.startsWith("mcpPolicy_"));
    assert.ok(names.includes("mcpPolicy_policy_check"), names.join());
    const input = { policy: '{"version":"1","default":"denied","tools":{}}' };
    const { content } = await lm.invokeTool("mcpPolicy_policy_check", { toolInvocationToken: undefined, input });
    const [problem] = JSON.parse(content[0]?.value ?? "").problems;
    assert.equal(problem.severity, "error");
  });

  test("say what is wrong with their input", async () => {
    const call = lm.invokeTool("mcpPolicy_policy_check", { toolInvocationToken: undefined, input: {} });
    await assert.rejects(call, /policy must be a string\./);
  });
});
