/** Ninety-four policies for seventeen real servers and one with lists, copies and filters: no rule says anything about them, with the server's tools known or not. */
import { beforeAll, describe, expect, it } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import type { Environment } from "../../../server/src/service/environment";
import { problemOf, reviewOf, worldWith } from "../ruleTexts";
import { carefulPolicies, policyText } from "./policies";
import { serverCatalogue } from "./servers";

const cases = Object.entries(carefulPolicies).flatMap(([server, policies]) =>
  policies.map((tools, index) => ({ server, number: index + 1, text: policyText(tools) })),
);

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

const saidOf = (text: string, environment: Environment): string[] =>
  reviewOf(text, environment)
    .items.map(problemOf)
    .map(({ code, message }) => `${code}: ${message}`);

describe("careful policies", () => {
  it("are ninety-four", () => expect(cases.length).toBe(94));
  it.each(cases)("$server $number", ({ server, text }) => {
    expect(saidOf(text, world)).toEqual([]);
    const catalogue = readCatalogue(serverCatalogue(server));
    expect(catalogue.tools.length).toBeGreaterThan(0);
    expect(saidOf(text, { ...world, catalogue })).toEqual([]);
  });
});
