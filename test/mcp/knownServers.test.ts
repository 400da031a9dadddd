import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyCatalogue } from "../../server/src/catalogue/catalogue";
import { writeServerFile } from "../../server/src/catalogue/files/writeServerFile";
import { KnownServers } from "../../server/src/mcp/knownServers";

let folder = "";

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "mcp-policy-known-")), ".mcp-policy/servers");
  mkdirSync(folder, { recursive: true });
});

afterEach(() => rmSync(join(folder, "../.."), { recursive: true }));

test.each([
  ["a few", 3],
  ["more than fit into the first piece that is read", 1_000],
])("which server a policy is about is told by the names in the heads of files: %s", (_, count) => {
  for (const server of ["mail", "files"]) {
    const tools = Array.from({ length: count }, (_, index) => {
      const json = { name: `${server}_tool_number_${index}` };
      return { name: json.name, json, text: JSON.stringify(json) };
    });
    const facts = { name: server, source: { kind: "editor" }, imported: "2026-11-28", hash: "" } as const;
    const text = writeServerFile(facts, tools);
    // Whoever read it as a whole would find no tools.
    writeFileSync(join(folder, `${server}.json`), text.slice(0, text.indexOf('"tools"')));
  }
  const place = { folder, path: "policy.json", configured: undefined };
  const { server } = new KnownServers(emptyCatalogue).choose(place, () =>
    [1, 2, 3].map((back) => `files_tool_number_${count - back}`),
  );
  expect(server.choice).toMatchObject({ kind: "chosen", server: "files" });
});

test("more files than are read are said, and none of them passes for one that is not there", () => {
  const text = '{"names": ["a"], "tools": [{"name": "a"}]}';
  for (let index = 0; index < 201; index++) writeFileSync(join(folder, `s${1000 + index}.json`), text);
  writeFileSync(join(folder, "notes.txt"), "");
  const known = new KnownServers(emptyCatalogue);
  const sentence = "Of 201 files of servers, the first 200 are read.";
  expect(known.unread(folder)).toEqual([sentence]);
  expect(known.unreadOf(folder, "s1200", "s1200.json")).toBe(sentence);
  expect(known.unreadOf(folder, "s1199", "s1199.json")).toBeUndefined();
  expect(known.unreadOf(folder, "s1201", "s1201.json")).toBeUndefined();
});

test("tools without a name, after an edit by hand, are said", () => {
  writeFileSync(join(folder, "a.json"), '{"tools": [{"name": "a"}, {"nam": "delete_all"}, 5]}');
  const known = new KnownServers(emptyCatalogue);
  expect(known.named(folder, "a")?.tools).toHaveLength(1);
  expect(known.unread(folder)).toEqual(["a.json has 2 entries without a name, left out."]);
});
