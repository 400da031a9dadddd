import { describe, expect, test } from "vitest";
import { nameParts } from "../../server/src/catalogue/nameParts";
import { classifyTool } from "../../server/src/risk/classifyTool";
import { listedTools } from "../../server/src/risk/listedTools";
import { recommendation } from "../../server/src/risk/recommendation";

test.each([
  ["create_pull_request", ["create", "pull", "request"]],
  ["mcp__github__createPullRequest", ["create", "pull", "request"]],
  ["API-get-user", ["api", "get", "user"]],
  ["gateway.listHTTPRoutes", ["list", "http", "routes"]],
  ["", []],
])("the parts of %s", (name, parts) => {
  expect(nameParts(name)).toEqual(parts);
});

describe("a category from the name", () => {
  test.each([
    ["list_issues", "Read"],
    ["get_payment", "Read"],
    ["search-files", "Read"],
    ["createIssue", "Write"],
    ["message_send", "Write"],
    ["create_refund", "Financial"],
    ["place_order", "Financial"],
    ["list_orders", "Read"],
    ["execute_command", "Execute"],
    ["performance_start_trace", "Execute"],
    ["query", "Execute"],
    ["query_logs", "Read"],
    ["deleteRows", "Destructive"],
    ["create_or_delete_event", "Destructive"],
    ["borrar_archivo", "Destructive"],
    ["hinzufügen", "Write"],
    ["deleted_items_purging", "Destructive"],
    ["turn_on_device", "Execute"],
    ["control_device", "Execute"],
    ["get_access_control_list", "Read"],
    ["test_workflow", "Execute"],
    ["test_database_connection", "Read"],
    ["list_test_cases", "Read"],
    ["toggle_play_pause", "Execute"],
    ["toggle_simulated_logging", "Write"],
    ["close_position", "Financial"],
    ["close_issue", "Write"],
    ["finalize_invoice", "Financial"],
    ["download_file", "Write"],
    ["get_download_url", "Read"],
    ["git_diff_staged", "Read"],
    ["site_registered_scripts_list", "Read"],
    ["salesforce_query_records", "Read"],
    ["git_stash_drop", "Destructive"],
    ["kick_member", "Destructive"],
    ["unsubscribe", "Destructive"],
    ["adjust_inventory", "Write"],
    ["consume_messages", "Read"],
    ["send_money", "Financial"],
    ["approve_bill", "Financial"],
    ["initiate_wire", "Financial"],
    ["void_invoice", "Destructive"],
    ["move_to_trash", "Destructive"],
    ["move_file", "Write"],
    ["get_latest_release", "Read"],
    ["sequentialthinking", "Unknown"],
  ])("%s: %s", (name, category) => {
    expect(classifyTool({ name }).category).toBe(category);
  });
});

describe("what else a server says", () => {
  test("a description speaks for a name without a verb", () => {
    const { category, evidence } = classifyTool({ name: "weather", description: "Sunny. Deletes it." });
    expect(category).toBe("Unknown");
    expect(evidence).toEqual([]);
    expect(classifyTool({ name: "weather", description: "Get the forecast." }).category).toBe("Read");
  });

  test("a description speaks for a name whose only verb is a noun there, but not for a verb", () => {
    expect(classifyTool({ name: "container_logs" }).category).toBe("Write");
    expect(classifyTool({ name: "container_logs", description: "Fetch the logs." }).category).toBe("Read");
    expect(classifyTool({ name: "message_send", description: "Get it over with." }).category).toBe("Write");
    expect(classifyTool({ name: "items_deleted", description: "Get them." }).category).toBe("Destructive");
    expect(classifyTool({ name: "deleted_items_purging", description: "Show it." }).category).toBe("Destructive");
  });

  test.each([
    ["Find and auto-provision the right tool.", "Write"],
    ["Discover and activate tools.", "Execute"],
    ["Search and list discounts.", "Read"],
    ["List users or their groups.", "Read"],
  ])("a description that begins with two acts, %j: %s", (description, category) => {
    expect(classifyTool({ name: "capability", description }).category).toBe(category);
  });

  test.each([
    ["gmail_send_email", "published classes of such tools differ: Write or Execute"],
    ["merge_pull_request", "published classes of such tools differ: Write or Execute"],
    ["downloadFile", "published classes of such tools differ: Read or Write"],
    ["logout", "published classes of such tools differ: Execute or Destructive"],
  ])("both readings are evidence where published classes differ: %s", (name, text) => {
    expect(classifyTool({ name }).evidence.at(-1)).toMatchObject({ from: "published", text });
  });

  test("what people agree about has no second reading", () => {
    for (const name of ["send_report", "merge_branches", "get_image", "download"])
      expect(classifyTool({ name }).evidence.map(({ from }) => from)).not.toContain("published");
  });

  test("an argument that chooses what is done: the worst counts, and reading alone is recommended", () => {
    const inputSchema = { properties: { action: { enum: ["list", "get", "delete"] } } };
    const judged = classifyTool({ name: "manage_records", inputSchema });
    expect(judged.category).toBe("Destructive");
    expect(recommendation("manage_records", judged)).toEqual({
      require: [
        {
          conditions: [{ path: "args.action", op: "in", value: ["list", "get"] }],
          on_deny: "Only reading is allowed.",
        },
      ],
    });
  });

  test("free code makes a tool run things, unless its name says that it reads", () => {
    const inputSchema = { properties: { sql: { type: "string" } } };
    expect(classifyTool({ name: "database", inputSchema }).category).toBe("Execute");
    expect(classifyTool({ name: "explain_query", inputSchema }).category).toBe("Read");
  });

  test("a hint raises, and never lowers", () => {
    expect(classifyTool({ name: "delete_file", annotations: { readOnlyHint: true } }).category).toBe("Destructive");
    const raised = classifyTool({ name: "thing", annotations: { destructiveHint: true } });
    expect([raised.category, raised.confidence]).toEqual(["Destructive", "stated by the server"]);
    expect(classifyTool({ name: "list_files", annotations: { destructiveHint: true } }).risk).toBe("Medium");
  });

  test.each([
    ["get-env", "Returns all environment variables, helpful for debugging", "High"],
    ["list_env_vars", "", "High"],
    ["ebay_display_credentials", "", "High"],
    ["webhooks-get-secret", "", "High"],
    ["get_secret_value", "", "High"],
    ["readPasswords", "", "High"],
    ["get_access_token", "", "High"],
    ["show_config", "Returns the values of secrets of the server.", "High"],
    ["get_config", "Lists all stored credentials", "High"],
    ["count_tokens", "Counts the tokens of a text", "Low"],
    ["validate_token", "", "Low"],
    ["get_design_tokens", "", "Low"],
    ["get_secret_scanning_alert", "Get a specific secret scanning alert", "Low"],
    ["get_environment_status", "", "Low"],
    ["list_files", "Lists files with the stored credentials", "Low"],
  ])("reading what is secret is no low risk: %s, %j is %s", (name, description, risk) => {
    const judged = classifyTool({ name, description });
    expect([judged.category, judged.risk]).toEqual(["Read", risk]);
    const reasons = judged.evidence.filter(({ text }) => text.endsWith("what it reads may be secret"));
    expect(reasons).toHaveLength(risk === "High" ? 1 : 0);
  });

  test.each([
    ["outputType", ["text", "resourceLink"], "Read"],
    ["outputType", ["delete", "text"], "Read"],
    ["kind_of_action", ["resourceLink", "resource"], "Read"],
    ["actionType", ["view", "delete"], "Destructive"],
    ["type", ["view", "message_delete"], "Destructive"],
  ])("%s with the values %j: %s", (argument, values, category) => {
    const inputSchema = { properties: { [argument]: { enum: values } } };
    expect(classifyTool({ name: "get_thing", inputSchema }).category).toBe(category);
  });

  test("what nothing tells is not known, and gets no rule", () => {
    const judged = classifyTool({ name: "echo2" });
    expect([judged.category, judged.risk, judged.confidence]).toEqual(["Unknown", "Unknown", "not known"]);
    expect(recommendation("echo2", judged)).toBeNull();
  });
});

test.each([
  ["a result", { tools: [{ name: "a" }] }],
  ["a message", { jsonrpc: "2.0", id: 1, result: { tools: [{ name: "a" }] } }],
  ["pages", [{ tools: [{ name: "a" }] }, { result: { tools: [] } }]],
  ["the list alone, with odd entries", [{ name: "a", inputSchema: null, description: 5 }, null, {}]],
])("tools of %s", (_what, json) => {
  expect(listedTools(json).tools).toEqual([{ name: "a" }]);
});

test("hostile input is judged in bounded time", () => {
  const name = "a_".repeat(100_000);
  const description = "arbitrary ".repeat(50_000);
  expect(classifyTool({ name, description }).category).toBe("Unknown");
});
