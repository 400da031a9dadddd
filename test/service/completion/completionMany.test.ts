import { describe, expect, it } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { complete } from "../../../server/src/service/completion/completion";
import { mostTools } from "../../../server/src/service/completion/matchingTools";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

const tools = Array.from({ length: 10_000 }, (_, index) => ({
  name: index === 9_999 ? "Zebra_stripes_paint" : `tool_${index}`,
  category: "Read",
  risk: "Low",
}));
const env = { ...bareEnvironment, catalogue: readCatalogue({ tools }) };

function offered(marked: string) {
  const offset = marked.indexOf("|");
  return complete(snapshotOf(marked.replace("|", "")), offset, env);
}

describe("a catalogue of 10,000 tools", () => {
  it.each(['{"tools":{|}}', '{"hide":[|]}'])(
    "is offered in part, and the editor is told to ask again: %s",
    (marked) => {
      const { isIncomplete, items } = offered(marked);
      expect(isIncomplete).toBe(true);
      expect(items.length).toBeLessThanOrEqual(2 * mostTools + 1);
    },
  );

  it.each(['{"tools":{"zeb|"}}', '{"tools":{"ZSP|"}}', '{"hide":["paint|"]}', '{"tools":{zebra_s|}}'])(
    "offers the last one once it is typed: %s",
    (marked) => {
      expect(offered(marked).items.map(({ label }) => label)).toContain("Zebra_stripes_paint");
    },
  );

  it("does not count the tools that are listed already", () => {
    const listed = tools.slice(0, mostTools).map(({ name }) => `"${name}": {},`);
    const labels = offered(`{"tools":{${listed.join("")}|}}`).items.map(({ label }) => label);
    expect(new Set(labels).size).toBe(mostTools);
    expect(labels[0]).toBe(`tool_${mostTools}`);
  });

  it("offers names that begin with what is typed before others", () => {
    expect(offered('{"tools":{"tool_9|"}}').items[0]?.label).toBe("tool_9");
  });
});

describe("a small catalogue", () => {
  it("is offered whole, whatever is typed: the editor filters", () => {
    const few = { ...env, catalogue: readCatalogue({ tools: tools.slice(0, 5) }) };
    const { isIncomplete, items } = complete(snapshotOf('{"tools":{"xyz"}}'), 14, few);
    expect(isIncomplete).toBe(false);
    expect(items).toHaveLength(10);
  });
});
