/** The parts that the server is built in. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildServer, serverModule } from "./builtServer";

const folder = mkdtempSync(join(tmpdir(), "mcp-policy-parts-"));
const dist = dirname(serverModule);

beforeAll(() => buildServer());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a server that starts loads what its first diagnostics need, and no engine of patterns", () => {
  const listing = join(folder, "loaded.cjs");
  writeFileSync(
    listing,
    `const { basename } = require("node:path");
process.on("exit", () => console.error(Object.keys(require.cache).map((file) => basename(file)).sort().join(" ")));`,
  );
  const words = ["--require", listing, serverModule, "--stdio"];
  const { stderr } = spawnSync(process.execPath, words, { input: "", encoding: "utf8" });
  expect(stderr.trim()).toBe("loaded.cjs protocol.js server.js");
});

test("its files are of ASCII alone: one other character makes V8 keep the whole file with two bytes for each", () => {
  const parts = readdirSync(join(dist, "server"))
    .filter((name) => name.endsWith(".js"))
    .map((name) => join("server", name));
  expect(parts).toContain(join("server", "reading.js"));
  for (const name of ["server.js", "protocol.js", ...parts]) {
    const [beyond] = /[^\0-\x7f]/u.exec(readFileSync(join(dist, name), "utf8")) ?? [];
    expect({ name, beyond }).toEqual({ name, beyond: undefined });
  }
});
