/** A test file that is open in an editor without our JSON schema: what is said of it follows its text and its policy. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { startClient, type TestClient } from "./testClient";

const policy = (counter: string) =>
  `{ "version": "1", "default": "deny", "tools": { "a": { "limits": [{ "counter": "${counter}", "window": "day", "max": 2, "scope": "grant" }] } } }`;
const tests = (field: string) =>
  `{ "tests": [{ "calls": [{ "tool": "a", "${field}": { "counters": { "tools/a/c": 1 } } }] }] }`;

let client: TestClient;
afterEach(() => client.kill());

/** Waits until exactly this is said of a document, in the newest publication. */
async function untilSaid(uri: string, ...codes: readonly string[]): Promise<void> {
  await client.publication(
    uri,
    (each) =>
      each === client.published(uri).at(-1) &&
      JSON.stringify(each.diagnostics.map(({ code }) => code)) === JSON.stringify(codes),
  );
}

test("what is wrong with a test file goes and comes with its edits", async () => {
  client = await startClient();
  await client.open(policy("c"), "edited.policy.json");
  const file = await client.open(tests("expcet"), "edited.policy-test.json");
  await untilSaid(file.uri, "policy-test");
  await file.change({ text: tests("expect") });
  await untilSaid(file.uri);
  await file.change({ text: "{" });
  expect((await file.diagnostics()).map(({ code }) => code)).toContain("test-syntax");
});

test("an edit of the policy changes what is said of the tests, which stay as they are", async () => {
  client = await startClient();
  const edited = await client.open(policy("c"), "renamed.policy.json");
  const file = await client.open(tests("expect"), "renamed.policy-test.json");
  await untilSaid(file.uri);
  await edited.change({ text: policy("d") });
  await untilSaid(file.uri, "test-unknown-counter");
});

test.runIf(process.platform === "linux")(
  "H4: a policy that is a pipe or a device is not read, and the test file says so",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-policy-devices-"));
    try {
      execFileSync("mkfifo", [join(folder, "a.policy.json")]);
      symlinkSync("/dev/zero", join(folder, "b.policy.json"));
      client = await startClient();
      for (const name of ["a", "b"]) {
        const uri = pathToFileURL(join(folder, `${name}.policy-test.json`)).href;
        const textDocument = { uri, languageId: "json", version: 1, text: '{ "tests": [{ "calls": [] }] }' };
        await client.sendNotification("textDocument/didOpen", { textDocument });
        const sentence = `"${name}.policy.json" is not a regular file, and is not read, so its tests cannot be run. "policy" can name another.`;
        await client.publication(uri, ({ diagnostics }) => diagnostics.some(({ message }) => message === sentence));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
