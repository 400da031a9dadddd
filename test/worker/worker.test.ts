/** The server without Node.js, as in a browser: the same bundle, with files that the editor tells of. */
import { beforeAll, expect, test } from "vitest";
import type { WorkerFile } from "../../server/src/protocol/workerFiles";
import { buildServer } from "../lsp/builtServer";
import { startWorkerServer, type WorkerServer } from "./workerServer";

beforeAll(() => buildServer());

const github = "vscode-vfs://github/owner/repo";
const policy = '{"version":"1","default":"deny","tools":{"ssh_execute":{},"ssh_exekute":{}}}';

const file = (name: string, text: string, root = github): WorkerFile => ({
  uri: `${root}/${name}`,
  kind: "file",
  bytes: new TextEncoder().encode(text),
});

async function started(files: readonly WorkerFile[], root = github): Promise<WorkerServer> {
  const server = startWorkerServer([{ uri: root, kind: "folder" }, ...files]);
  await server.request("initialize", {
    processId: null,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: "repo" }],
    capabilities: { workspace: { workspaceFolders: true } },
  });
  server.notify("initialized", {});
  return server;
}

const opened = (name: string, text: string, languageId = "mcp-policy") => ({
  textDocument: { uri: `${github}/${name}`, languageId, version: 1, text },
});

const problemsOf =
  (name: string, root = github) =>
  ({ uri, diagnostics }: { readonly uri: string; readonly diagnostics: readonly unknown[] }): boolean =>
    uri === `${root}/${name}` && diagnostics.length > 0;

test("an open policy is checked, completed and explained", async () => {
  const server = await started([]);
  server.notify("textDocument/didOpen", opened("policy.json", policy));
  const { diagnostics } = (await server.notified("textDocument/publishDiagnostics", problemsOf("policy.json"))) as {
    diagnostics: { message: string }[];
  };
  expect(diagnostics.map(({ message }) => message).join("\n")).toContain("ssh_exekute");
  const textDocument = { uri: `${github}/policy.json` };
  const hover = await server.request("textDocument/hover", { textDocument, position: { line: 0, character: 46 } });
  expect(JSON.stringify(hover)).toContain("High risk");
  const completion = await server.request("textDocument/completion", {
    textDocument,
    position: { line: 0, character: 43 },
  });
  expect(JSON.stringify(completion)).toContain("odoo_");
  expect(server.printed).toEqual([]);
});

test.each([
  ["with an authority", github],
  ["without one", "memfs:/repo"],
])(
  "problems of policies that are not open come from the files that the editor tells of, and go with them: addresses %s",
  async (_, root) => {
    const server = await started([file("team/policy.json", policy, root)], root);
    await server.notified("textDocument/publishDiagnostics", problemsOf("team/policy.json", root));
    const uri = `${root}/team/policy.json`;
    server.files([{ uri, kind: "gone" }]);
    server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 3 }] });
    await server.notified(
      "textDocument/publishDiagnostics",
      (params: { uri: string; diagnostics: readonly unknown[] }) =>
        params.uri === uri && params.diagnostics.length === 0,
    );
    expect(server.printed).toEqual([]);
  },
);
