/** Places where no counts can be kept: the gateway says so at its start, and does not break. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "lmdb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isDatabase } from "../../../server/src/gateway/counters/checkDatabase";
import { type BuiltCli, buildCli, project } from "../../cli/builtCli";

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
  writeFileSync(join(cli.folder, "p.json"), '{"version":"1","default":"deny","tools":{}}');
  symlinkSync(join(project, "node_modules"), join(cli.folder, "node_modules"));
});
afterAll(() => cli.remove());

const start = (place: string) =>
  cli.run(["gateway", "p.json", "--counters", place, "--", process.execPath, "-e", "process.stdin.resume()"]);

describe("a place for counts", () => {
  it("is a database by its size and by the mark in its start, in either byte order", () => {
    const start = (mark: number) => Buffer.from([...Buffer.alloc(24), 0xbe, 0xef, 0xc0, mark]);
    expect(isDatabase(8_192, start(0xde))).toBe(true);
    expect(isDatabase(8_192, Buffer.from([...Buffer.alloc(24), 0xde, 0xc0, 0xef, 0xbe, 0]))).toBe(true);
    expect(isDatabase(8_192, start(0xdf))).toBe(false);
    expect(isDatabase(8_191, start(0xde))).toBe(false);
    expect(isDatabase(8_192, start(0xde).subarray(0, 27))).toBe(false);
  });

  it("is refused when it is a folder", async () => {
    mkdirSync(join(cli.folder, "folder"));
    expect((await start("folder")).stderr).toBe(
      "mcp-policy: folder is not a regular file: no counters are kept there.\n",
    );
  });

  it("is refused when the database has something else", async () => {
    const database = open({ path: join(cli.folder, "other"), noSubdir: true, encoding: "json" });
    await database.put("key", null);
    await database.close();
    const { code, stderr } = await start("other");
    expect(stderr).toMatch(/^mcp-policy: other cannot be used for counters: /);
    expect(code).toBe(2);
  });

  it("may be an empty file", async () => {
    writeFileSync(join(cli.folder, "empty"), "");
    expect(await start("empty")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it.each(["http://127.0.0.1:1", "redis://127.0.0.1:999999", "redis:/127.0.0.1", "Memory://"])(
    "is refused when it is an address of something else: %s",
    async (place) => {
      const { code, stderr } = await start(place);
      expect(stderr).toBe(
        "mcp-policy: Counters are kept in memory, in a file, or at an address such as redis://127.0.0.1:6379.\n",
      );
      expect(code).toBe(2);
    },
  );

  it("needs a name", async () => {
    const { code, stderr } = await start("");
    expect(stderr).toBe("mcp-policy: An empty name is not a file.\n");
    expect(code).toBe(2);
  });
});
