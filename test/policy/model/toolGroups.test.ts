import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Member } from "../../../server/src/policy/model/document";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { groupsOf, regroup, toolsWith } from "../../../server/src/policy/model/toolGroups";

const sizes = (groups: readonly { readonly size: number }[]) => groups.map(({ size }) => size);

describe("regroup", () => {
  const groups = groupsOf(1000);

  it.each<[string, [number, number, number], number[]]>([
    ["a replaced tool", [300, 301, 1], [256, 256, 256, 232]],
    ["a new tool at the end", [999, 1000, 2], [256, 256, 256, 233]],
    ["tools of two groups", [250, 260, 1], [503, 256, 232]],
    ["a whole group that goes", [256, 512, 0], [256, 256, 232]],
    ["many new tools", [300, 301, 600], [256, 256, 256, 256, 87, 256, 232]],
    ["everything", [0, 1000, 0], []],
  ])("%s", (_title, [start, end, count], expected) => {
    expect(sizes(regroup(groups, start, end, count))).toEqual(expected);
  });

  it("keeps the other groups", () => {
    const after = regroup(groups, 300, 301, 1);
    expect(after.map((group, index) => group === groups[index])).toEqual([true, false, true, true]);
  });
});

describe("toolsWith", () => {
  it("looks only at the tools of an edit, and finds all in their new places", () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => `"t${index}": {${index % 1000 === 7 ? '"x":1' : ""}}`);
    const text = `{"tools":{${entries.join()}}}`;
    let asked = 0;
    const find = toolsWith(({ value }) => {
      asked += 1;
      return (value?.children ?? []).length > 0;
    });
    const names = (document: ReturnType<typeof parsePolicy>) =>
      find(document).map(({ offset, value }) => {
        expect(document.text.startsWith(`"${value.name}"`, offset)).toBe(true);
        return value.name;
      });
    const first = parsePolicy(text);
    const found = names(first);
    expect(found).toHaveLength(10);
    expect(asked).toBe(10_000);

    asked = 0;
    const edited = parsePolicy(text.replace('"t5000": {}', '"t5000": {"y":1},"new":{}'), first);
    expect(names(edited)).toEqual([...found.slice(0, 5), "t5000", ...found.slice(5)]);
    expect(asked).toBe(2);
  });

  it("finds the same as in a new document, whatever is replaced and whoever asks between", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat(300), fc.nat(300), fc.boolean()), { maxLength: 12 }),
        fc.integer({ min: 0, max: 1200 }),
        (steps, size) => {
          let made = 0;
          const isOdd = ({ length }: Member) => length % 2 === 1;
          const placed = (count: number) =>
            Array.from({ length: count }, () => ({ offset: 0, value: { length: made++ * 7 } as Member }));
          const find = toolsWith(isOdd);
          let document = { tools: placed(size), toolGroups: groupsOf(size) };
          for (const [at, removed, added, asks] of steps) {
            const start = at % (document.tools.length + 1);
            const end = Math.min(document.tools.length, start + removed);
            const tools = document.tools.toSpliced(start, end - start, ...placed(added));
            document = { tools, toolGroups: regroup(document.toolGroups, start, end, added) };
            if (asks) expect(find(document)).toEqual(tools.filter(({ value }) => isOdd(value)));
          }
          expect(find(document)).toEqual(document.tools.filter(({ value }) => isOdd(value)));
        },
      ),
    );
  });
});
