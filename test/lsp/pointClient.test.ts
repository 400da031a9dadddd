import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type PointClientParams, type PointClientResult, pointClientRequest } from "../../server/src/protocol/servers";
import { startClient, type TestClient } from "./testClient";

let client: TestClient;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-point-"));
  client = await startClient();
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("a client is pointed at a gateway without a file being written, and what is wrong is a sentence", async () => {
  const ask = (params: PointClientParams): Promise<PointClientResult> =>
    client.sendRequest(pointClientRequest, { folder: pathToFileURL(folder).href, ...params });
  expect((await ask({})).clients).toContainEqual({
    client: "claude-code",
    label: "Claude Code",
    place: "workspace",
    file: ".mcp.json",
  });
  const { entry, refused } = await ask({ client: "claude-code", url: "https://g.example/", token: "T", name: "g" });
  expect([entry?.uri, entry?.before, refused]).toEqual([pathToFileURL(join(folder, ".mcp.json")).href, null, null]);
  expect(JSON.parse(entry?.after ?? "")).toEqual({
    mcpServers: { g: { type: "http", url: "https://g.example/", headers: { Authorization: `Bearer \${T}` } } },
  });
  expect(readdirSync(folder)).toEqual([]);
  const secret = await ask({ client: "vscode", url: "https://g.example/", token: "abc.def" });
  expect([secret.entry, secret.refused]).toEqual([null, "A token is named by a variable, and not written here."]);
  expect((await ask({ client: "vscode" })).refused).toBe("Say where the client is to be pointed.");
  expect((await ask({ client: "nobody", url: "https://g.example/" })).refused).toBe("nobody has no such file.");
});
