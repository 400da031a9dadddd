import { describe, expect, test } from "vitest";
import { mostTools, readToolList } from "../../../server/src/catalogue/files/readToolList";

const names = (...texts: string[]): readonly string[] | undefined => readToolList(texts)?.tools.map(({ name }) => name);

const tool = (name: string, more = "") => `{"name": "${name}", "inputSchema": {"type": "object"}${more}}`;

describe("the tools that a text lists", () => {
  test.each([
    ["a result", `{"tools": [${tool("a")}]}`],
    ["a JSON-RPC answer", `{"jsonrpc": "2.0", "id": 1, "result": {"tools": [${tool("a")}]}}`],
    ["the tools alone", `[${tool("a")}]`],
    ["a bundle's manifest", `{"manifest_version": "0.3", "name": "x", "tools": [{"name": "a", "description": "d"}]}`],
    ["a registry's record", `{"server": {"name": "x", "tools": [${tool("a")}]}}`],
    ["what a publisher adds", `{"name": "x", "_meta": {"com.example/tools": {"tools": [${tool("a")}]}}}`],
    ["a text with a byte order mark", `\uFEFF{"tools": [${tool("a")}]}`],
  ])("%s", (_, text) => expect(names(text)).toEqual(["a"]));

  test("pages are joined: several texts, a list of answers, answers in lines", () => {
    const pages = [`{"tools": [${tool("b")}], "nextCursor": "2"}`, `{"result": {"tools": [${tool("a")}]}}`];
    expect(names(...pages)).toEqual(["a", "b"]);
    expect(names(`[${pages.join()}]`)).toEqual(["a", "b"]);
    expect(names(pages.join("\n"))).toEqual(["a", "b"]);
  });

  test("pages without the last one are not the whole list, and this is said", () => {
    const [one, two, last] = [
      `{"tools": [${tool("a")}], "nextCursor": "2"}`,
      `{"jsonrpc": "2.0", "id": 1, "result": {"tools": [${tool("b")}], "nextCursor": "3"}}`,
      `{"tools": [${tool("c")}], "nextCursor": null}`,
    ];
    const missing = ["Each page names a next one: the tools of further pages are missing."];
    for (const texts of [[one], [one, two], [`[${one}, ${two}]`], [`${one}\n${two}`]])
      expect(readToolList(texts)?.notes).toEqual(missing);
    for (const texts of [[one, two, last], [last, one], [`[${one}, ${last}]`], [`[${tool("a")}]`], ["[]"]])
      expect(readToolList(texts)?.notes).toEqual([]);
  });

  test("a list that is cut off is said", () => {
    const list = readToolList([`{"tools": [${tool("a")}, {"name": "b`]);
    expect([list?.tools.length, list?.leftOut[0]]).toEqual([2, "The text is not valid JSON: tools may be missing."]);
    expect(readToolList([`{"tools": [${tool("a")}]}`])?.leftOut).toEqual([]);
  });

  test("a tool with an argument that is called tools is one tool", () => {
    const nested = `[{"name": "batch", "inputSchema": {"type": "object"}, "tools": [{"name": "x"}]}]`;
    expect(names(nested)).toEqual(["batch"]);
  });

  test.each(["{}", "", "nonsense", '{"servers": []}', '{"tools": 3}'])("no list: %s", (text) =>
    expect(readToolList([text])).toBeUndefined(),
  );

  test("an empty list is a list", () => expect(names('{"tools": []}')).toEqual([]));

  test("one odd tool does not lose the list, and what is odd is said", () => {
    const text = `{"tools": [${tool("good")}, {"name": "list", "inputSchema": {"type": "array"}},
      {"name": "no", "description": null, "annotations": null}, {"description": "nameless"}, 7, ${tool("good")}, {"name": "a b", "inputSchema": {"type": "object"}}]}`;
    const list = readToolList([text]);
    expect(list?.tools.map(({ name }) => name)).toEqual(["a b", "good", "list", "no"]);
    const leftOut = [
      "An entry of the list has no name.",
      "An entry of the list has no input schema.",
      "An entry of the list is a number, not an object.",
      'Tool "good" is listed more than once; the first counts.',
    ];
    expect(list?.leftOut).toEqual(leftOut);
    expect(list?.notes).toEqual([
      ...leftOut,
      'Tool "list" has an input schema whose type is not "object".',
      'Tool "no" has a description that is null.',
      'Tool "no" has annotations that are null.',
      'Tool "no" has no input schema.',
      'Tool "a b" has a name with other characters than MCP recommends.',
    ]);
  });

  test("unknown fields, large numbers and duplicate keys are kept as they were written", () => {
    const odd = `{"name": "a", "inputSchema": {"type": "object", "maximum": 9007199254740993, "default": 1e400, "x": 1.0, "x": 2}, "annotations": {"vendorHint": [1, 2.50]}}`;
    const text = readToolList([`{"tools": [${odd}]}`])?.tools[0]?.text ?? "";
    expect(text.replace(/\s+/g, "")).toBe(odd.replace(/\s+/g, ""));
  });

  test("a schema that is nested without end is cut, and the other tools stay", () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const list = readToolList([`{"tools": [{"name": "deep", "inputSchema": ${deep}}, ${tool("b")}]}`]);
    expect(list?.tools.map(({ name }) => name)).toEqual(["b", "deep"]);
    expect(list?.notes[0]).toContain("nested deeper than 100 levels");
  });

  test("a list without end is cut", () => {
    const many = Array.from(
      { length: mostTools + 1 },
      (_, index) => `{"name":"t${index}","inputSchema":{"type":"object"}}`,
    );
    const list = readToolList([`{"tools": [${many.join()}]}`]);
    expect(list?.tools).toHaveLength(mostTools);
    expect(list?.notes).toEqual(["Only the first 20,000 of 20,001 tools are kept."]);
  });

  test("names such as __proto__ are names", () => expect(names(`[${tool("__proto__")}]`)).toEqual(["__proto__"]));
});
