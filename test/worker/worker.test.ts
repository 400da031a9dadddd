/** The server without Node.js, as in a browser: the same bundle, with files that the editor tells of. */
import { beforeAll, expect, test } from "vitest";
import type { WorkerFile } from "../../server/src/protocol/workerFiles";
import { buildServer } from "../lsp/builtServer";
import { startWorkerServer, type WorkerServer } from "./workerServer";

beforeAll(() => buildServer());

const root = "vscode-vfs://github/owner/repo";
const policy = '{"version":"1","default":"deny","tools":{"ssh_execute":{},"ssh_exekute":{}}}';

const file = (name: string, text: string): WorkerFile => ({
  uri: `${root}/${name}`,
  kind: "file",
  bytes: new TextEncoder().encode(text),
});

async function started(files: readonly WorkerFile[]): Promise<WorkerServer> {
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
  textDocument: { uri: `${root}/${name}`, languageId, version: 1, text },
});

const problemsOf =
  (name: string) =>
  ({ uri, diagnostics }: { readonly uri: string; readonly diagnostics: readonly unknown[] }): boolean =>
    uri === `${root}/${name}` && diagnostics.length > 0;

test("an open policy is checked, completed and explained", async () => {
  const server = await started([]);
  server.notify("textDocument/didOpen", opened("policy.json", policy));
  const { diagnostics } = (await server.notified("textDocument/publishDiagnostics", problemsOf("policy.json"))) as {
    diagnostics: { message: string }[];
  };
  expect(diagnostics.map(({ message }) => message).join("\n")).toContain("ssh_exekute");
  const textDocument = { uri: `${root}/policy.json` };
  const hover = await server.request("textDocument/hover", { textDocument, position: { line: 0, character: 46 } });
  expect(JSON.stringify(hover)).toContain("High risk");
  const completion = await server.request("textDocument/completion", {
    textDocument,
    position: { line: 0, character: 43 },
  });
  expect(JSON.stringify(completion)).toContain("odoo_");
  expect(server.printed).toEqual([]);
});

test("problems of policies that are not open come from the files that the editor tells of, and go with them", async () => {
  const server = await started([file("team/policy.json", policy)]);
  await server.notified("textDocument/publishDiagnostics", problemsOf("team/policy.json"));
  const uri = `${root}/team/policy.json`;
  server.files([{ uri, kind: "gone" }]);
  server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 3 }] });
  await server.notified(
    "textDocument/publishDiagnostics",
    (params: { uri: string; diagnostics: readonly unknown[] }) => params.uri === uri && params.diagnostics.length === 0,
  );
  expect(server.printed).toEqual([]);
});
