/** The parts that the command line is built in: a command loads no more of them than it needs. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../server/src/cli/commands";
import { type BuiltCli, buildCli, finished } from "./builtCli";

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
  writeFileSync(join(cli.folder, "policy.json"), '{"version":"1","default":"deny","tools":{}}');
  writeFileSync(
    join(cli.folder, "loaded.cjs"),
    `const { relative } = require("node:path");
process.on("exit", () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  process.stderr.write("loaded " + files.map((file) => relative(__dirname, file).replace(/\\\\/g, "/")).sort().join(" ") + "\\n");
});`,
  );
});
afterAll(() => cli.remove());

async function loadedBy(...words: string[]): Promise<string | undefined> {
  const { stderr } = await finished(cli.start(words, ["--require", "./loaded.cjs"]), "");
  return /^loaded (.*)$/m.exec(stderr)?.[1];
}

describe("what a command loads", () => {
  it("is the start alone for the version", async () => {
    expect(await loadedBy("--version")).toBe("cli.js");
    expect(await loadedBy("-V")).toBe("cli.js");
  });

  it("is what decides for a gateway over stdio, without the other commands and without HTTP", async () => {
    const words = ["gateway", "policy.json", "--log", "calls.jsonl", "--", process.execPath, "--eval", "0"];
    expect(await loadedBy(...words)).toBe("cli.js cli/gateway.js");
  });

  it("is the rest for another command", async () => {
    expect(await loadedBy("check", "policy.json")).toBe("cli.js cli/gateway.js cli/later.js");
  });
});

describe("the table of commands", () => {
  it("has the names that the help lists, however it is asked for", async () => {
    const { stdout } = await cli.run(["--help"]);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) [[<]/gm), ...stdout.matchAll(/^ {2}(mcp|schema) /gm)];
    expect(new Set(listed.map(([, name]) => name))).toEqual(new Set([...commands.keys(), "help"]));
    expect((await cli.run(["help"])).stdout).toBe(stdout);
  });

  it("suggests a command for a misspelt one", async () => {
    expect((await cli.run(["chekc"])).stderr).toContain("Did you mean check?");
  });
});
