import { describe, expect, test } from "vitest";
import { type ListedTool, serversOfTools } from "../../../client/src/servers/serversOfTools";

const tool = (name: string, label?: string): ListedTool => ({
  name,
  description: `Does ${name}.`,
  inputSchema: { type: "object", properties: {} },
  source: label === undefined ? undefined : { label },
});
const namesOf = (tools: readonly ListedTool[]) =>
  serversOfTools(tools).map(({ name, tools: own }) => `${name}: ${own.map((each) => each.name).join(", ")}`);

describe("the servers behind VS Code's list of tools", () => {
  test("give their tools their own names, with what else is known of them", () => {
    expect(serversOfTools([tool("mcp_notes_read_note"), tool("mcp_notes_write_note")])).toEqual([
      {
        name: "notes",
        tools: [
          {
            name: "read_note",
            description: "Does mcp_notes_read_note.",
            inputSchema: { type: "object", properties: {} },
          },
          {
            name: "write_note",
            description: "Does mcp_notes_write_note.",
            inputSchema: { type: "object", properties: {} },
          },
        ],
      },
    ]);
  });

  test("are left out where VS Code has cut a name, and known where their label has a dot", () => {
    expect(namesOf([tool("mcp_notes_read"), tool(`mcp_notes_${"long_".repeat(20)}`.slice(0, 64))])).toEqual([]);
    expect(namesOf([tool("mcp_my_notes_read_it", "My.Notes"), tool("mcp_my_notes_list", "My.Notes")])).toEqual([
      "my_notes: read_it, list",
    ]);
  });

  test("are told apart, and tools of other extensions are none", () => {
    expect(
      namesOf([tool("mcp_notes_read"), tool("mcp_policy_check"), tool("mcp_notes_list"), tool("copilot_x")]),
    ).toEqual(["notes: read, list", "policy: check"]);
  });

  test("are read in each way that is possible, where nothing says which is right", () => {
    expect(namesOf([tool("mcp_my_server_read_a"), tool("mcp_my_server_read_b")])).toEqual([
      "my: server_read_a, server_read_b",
      "my_server: read_a, read_b",
      "my_server_read: a, b",
    ]);
  });

  test("are read in the one right way where VS Code says which server a tool is of", () => {
    expect(namesOf([tool("mcp_my_server_read_a", "My Server"), tool("mcp_my_server_read_b", "My Server")])).toEqual([
      "my_server: read_a, read_b",
    ]);
    expect(namesOf([tool("mcp_notes_read", "Notes"), tool("mcp_notes2_read", "Notes")])).toEqual([
      "notes: read",
      "notes2: read",
    ]);
    expect(namesOf([tool("mcp_a_very_long_n_get_x", "A very long name")])).toEqual(["a_very_long_n: get_x"]);
  });

  test("no name is longer than VS Code makes it, and none of a tool is empty", () => {
    expect(namesOf([tool("mcp_a_b_c_d_e_f_g_h_i_j_k")])).toHaveLength(7);
    expect(namesOf([tool("mcp_notes_"), tool("mcp__x"), tool("mcp_")])).toEqual([]);
  });
});
