/**
 * Forty policies as careful teams write them: no rule may say anything about them that is wrong. Each is written for one
 * group of the server's tools, or for the server as a whole; what a reviewer would rightly say about one is listed here.
 */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../../server/src/service/environment";
import { problemOf, reviewOf, worldWith } from "./ruleTexts";

const folder = new URL("plainPolicies/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".policy.json"));

/** What a reviewer rightly says about a policy: code and words that are underlined. Everything else is a false alarm. */
const rightly: Readonly<Record<string, readonly string[]>> = {};

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

describe("plain policies", () => {
  it("are forty", () => expect(files.length).toBeGreaterThanOrEqual(40));

  it.each(files)("%s", (file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const said = reviewOf(text, world).items.map((item) => {
      const { code, span } = problemOf(item);
      return `${code}: ${text.slice(span.start, span.end)}`;
    });
    expect(said).toEqual(rightly[file] ?? []);
  });
});
