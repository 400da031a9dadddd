/** The licences of bundled packages, as they go into the VSIX and into the npm package. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { packageFolders, thirdPartyNotices } from "../../packaging/thirdPartyNotices.mjs";
import { buildServer } from "../lsp/builtServer";

const project = join(import.meta.dirname, "../..");
const dist = (name: string) => join(project, "dist", name);
beforeAll(() => buildServer());

/** The notices by the name of the package. */
function noticesOf(bundles: readonly string[]): Map<string, string> {
  const [, ...notices] = thirdPartyNotices(bundles.map(dist)).split(`\n\n${"-".repeat(80)}\n\n`);
  return new Map(notices.map((notice) => [/^\S+/.exec(notice)?.[0] ?? "", notice]));
}

function packagesOf(bundles: readonly string[]): string[] {
  const folders = bundles.flatMap((bundle) => packageFolders(dist(bundle)));
  const names = folders.map((folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name);
  return [...new Set(names)].sort();
}

describe.each([
  [
    "the VSIX",
    ["extension.js", "desktop.js", "inBrowser.js", "browser.js", "protocol.js", "server.js", "worker.js", "pages"],
    ["lit-html", "uplot", "re2js"],
  ],
  ["the npm package", ["cli.js"], ["commander", "re2js", "yaml"]],
])("%s", (_, bundles, some) => {
  it("has a notice for each package in its bundles, and for no other", () => {
    expect(packagesOf(bundles)).toEqual(expect.arrayContaining(some));
    expect([...noticesOf(bundles).keys()]).toEqual(packagesOf(bundles));
  });

  it("passes on a licence's text with each name", () => {
    for (const [name, notice] of noticesOf(bundles)) {
      expect(notice, name).toMatch(/copyright/i);
      expect(notice, name).toMatch(
        /Permission (?:is hereby granted|to use, copy)|Redistribution and use|Blue Oak Model License|Apache License/,
      );
    }
  });
});

it("A package without a licence file gets the kept one, which has what it derives from", () => {
  const notice = noticesOf(["server.js"]).get("@cfworker/json-schema");
  expect(notice).toContain("Copyright (c) 2020 Jeremy Danyow");
  expect(notice).toContain("punycode.js");
});
