/** A tool of a server, as `tools/list` has it. */
interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
}

const repository = {
  owner: { type: "string", description: "Owner of the repository" },
  repo: { type: "string", description: "Name of the repository" },
};

/** Some tools of a code host. */
export const codeHostTools: readonly ListedTool[] = [
  tool("get_file_contents", "Get the contents of a file", { ...repository, path: { type: "string" } }),
  tool("list_issues", "List issues of a repository", {
    ...repository,
    state: { type: "string", enum: ["open", "closed"] },
  }),
  tool("create_issue", "Create an issue", { ...repository, title: { type: "string" }, body: { type: "string" } }),
  tool("update_issue", "Update an issue", { ...repository, number: { type: "integer" }, state: { type: "string" } }),
  tool("merge_pull_request", "Merge a pull request", {
    ...repository,
    number: { type: "integer" },
    method: { type: "string", enum: ["merge", "squash", "rebase"] },
  }),
  tool("delete_file", "Delete a file of a repository", { ...repository, path: { type: "string" } }),
  tool("run_workflow", "Run a workflow", { ...repository, workflow: { type: "string" } }),
];

/** As many tools as a large server has. */
export function manyTools(count: number): readonly ListedTool[] {
  return Array.from({ length: count }, (_, index) =>
    tool(`get_record_${String(index + 1).padStart(4, "0")}`, `Get the records of table ${index + 1}`, {
      id: { type: "string" },
    }),
  );
}

/** The file of an imported server. */
export function serverFile(name: string, tools: readonly ListedTool[]): string {
  return `${JSON.stringify(
    { format: 1, name, source: { kind: "file", file: "tools.json" }, imported: "2026-11-28", hash: "", tools },
    null,
    2,
  )}\n`;
}

function tool(name: string, description: string, properties: object): ListedTool {
  return { name, description, inputSchema: { type: "object", properties } };
}
