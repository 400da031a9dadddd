import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { parseEditedByLines } from "../../../server/src/policy/model/parseEditedByLines";
import { changedPart } from "../../../server/src/policy/text/changedPart";
import { seeded } from "../seeded";
import { brokenForm, policyOf } from "./brokenPolicies";
import { facts } from "./facts";

const rounds = Number(process.env.MCP_POLICY_ROUNDS ?? 1);

describe("a text that an edit has broken", () => {
  test.each([1, 2, 3, 4])("is what it is when it is read for the first time (seed %i)", (seed) => {
    const at = seeded(seed);
    let ownWay = 0;
    for (let round = 0; round < 400 * rounds; round++) {
      const text = policyOf(at);
      const document = parsePolicy(text);
      if (!document.isSplit) continue;
      // One version is broken in several ways, since what is known of it is kept.
      for (let form = 0; form < 4; form++) {
        const broken = brokenForm(text, at);
        const fresh = parsePolicy(broken);
        const what = JSON.stringify([text, broken]);
        expect(facts(parsePolicy(broken, document)), what).toEqual(facts(fresh));
        if (fresh.isSplit) continue;
        const edited = parseEditedByLines(broken, { document, changed: changedPart(text, broken) });
        if (edited === undefined) continue;
        ownWay++;
        const marked = broken.startsWith("\ufeff") ? fresh.problems.slice(1) : fresh.problems;
        expect(facts(edited), what).toEqual(facts({ ...fresh, problems: marked }));
      }
    }
    expect(ownWay).toBeGreaterThan(300);
  });

  test("is looked at where it is broken: nothing else is another object than before", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `tool_${index}`);
    const text = `{\n  "hide": [],\n  "tools": {\n${names.map((name) => `    "${name}": {}`).join(",\n")}\n  }\n}\n`;
    const document = parsePolicy(text);
    const broken = parsePolicy(text.replace('"tool_990": {},', '"tool_990": {}'), document);
    expect(broken.isSplit).toBe(false);
    expect(broken.members[0]).toBe(document.members[0]);
    // Placed anew are the tools behind the edit, which have moved; and the one in front of it.
    expect(broken.tools.findIndex((tool, index) => tool !== document.tools[index])).toBe(990);
  });

  test("and is put back is what it was", () => {
    const text = '{\n  "tools": {\n    "a": {},\n    "b": {}\n  }\n}';
    const document = parsePolicy(text);
    expect(parsePolicy(text, parsePolicy(text.replace(",", ""), document))).toBe(document);
  });
});
