/** Formatting a long policy, as an editor asks for it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { startClient, type TestClient } from "./testClient";

let client: TestClient;
beforeEach(async () => {
  client = await startClient();
});
afterEach(() => client.kill());

const tools = Object.fromEntries(
  Array.from({ length: 30_000 }, (_, index) => [
    `tool_${index}`,
    { limits: [{ counter: "c", window: "day", max: 1, scope: "grant" }] },
  ]),
);
const policy = { version: "1", default: "deny", tools };

test("a line of 2 MB is formatted, and other requests are answered meanwhile", async () => {
  const document = await client.open(JSON.stringify(policy));
  await document.diagnostics();
  const answered: string[] = [];
  const formatting = client
    .sendRequest<{ newText: string }[]>("textDocument/formatting", {
      textDocument: { uri: document.uri },
      options: { tabSize: 2, insertSpaces: true },
    })
    .then((edits) => {
      answered.push("formatting");
      return edits;
    });
  const hover = document.hover({ line: 0, character: 3 }).then((found) => {
    answered.push("hover");
    return found;
  });
  expect(await hover).not.toBeNull();
  const edits = await formatting;
  expect(answered).toEqual(["hover", "formatting"]);
  expect(edits).toHaveLength(1);
  expect(edits[0]?.newText.split("\n")).toHaveLength(JSON.stringify(policy, null, 2).split("\n").length);
});
