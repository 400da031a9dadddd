/** What would change a decision, asked of the built server. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type DecisionChangesResult, decisionChangesRequest } from "../../server/src/protocol/decisionChanges";
import { startClient, type TestClient } from "./testClient";
import { seedPolicy, seedTool } from "./texts";

let client: TestClient;

beforeAll(async () => {
  client = await startClient();
});
afterEach(() => expect(client.loggedErrors).toEqual([]));
afterAll(() => client.kill());

test("the edits of a change change the decision when the editor makes them", async () => {
  const seed = await client.open(seedPolicy);
  const calls = Array.from({ length: 11 }, () => ({ tool: seedTool, at: "2026-11-23T10:00:00.000Z" }));
  const { changes } = await client.sendRequest<DecisionChangesResult>(decisionChangesRequest, {
    textDocument: seed.textDocument,
    calls,
    call: 10,
  });
  const [change] = changes;
  expect(change).toMatchObject({
    title: 'Raise the maximum of "ai_invoice_plugins_reload_rate" from 10 to 11 calls a minute',
    decision: "allow",
    alsoTurns: [],
  });
  const edited = TextDocument.applyEdits(TextDocument.create("", "mcp-policy", 0, seedPolicy), [
    ...(change?.edits ?? []),
  ]);
  expect(edited).toBe(seedPolicy.replace('"max": 10', '"max": 11'));
  expect((await seed.simulate(...calls)).steps[10]?.decision).toBe("deny");
  await seed.change({ text: edited });
  expect((await seed.simulate(...calls)).steps[10]?.decision).toBe("allow");
});

test("a document that is not open has no changes", async () => {
  expect(
    await client.sendRequest(decisionChangesRequest, {
      textDocument: { uri: "file:///nowhere.json" },
      calls: [{ tool: seedTool }],
      call: 0,
    }),
  ).toEqual({ changes: [] });
});
