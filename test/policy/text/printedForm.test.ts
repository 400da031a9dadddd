import { describe, expect, it } from "vitest";
import { goText, printedForm } from "../../../server/src/policy/text/printedForm";

// What Go 1.19 printed with %v for the JSON on the left.
describe("printedForm", () => {
  it.each([
    ["null", "<nil>"],
    ["true", "true"],
    ['"a b"', "a b"],
    ["0", "0"],
    ["-0", "-0"],
    ["5.0", "5"],
    ["100000", "100000"],
    ["123456", "123456"],
    ["999999.5", "999999.5"],
    ["1000000", "1e+06"],
    ["-1234567", "-1.234567e+06"],
    ["1234567.25", "1.23456725e+06"],
    ["123456789", "1.23456789e+08"],
    ["9007199254740992", "9.007199254740992e+15"],
    ["1e20", "1e+20"],
    ["1e21", "1e+21"],
    ["0.0001", "0.0001"],
    ["0.00001", "1e-05"],
    ["1.5e-7", "1.5e-07"],
    ["5e-324", "5e-324"],
    ["1.7976931348623157e308", "1.7976931348623157e+308"],
    ["[]", "[]"],
    ["{}", "map[]"],
    ['[[1,2],["a b"]]', "[[1 2] [a b]]"],
    ['[null,"a",1,true,{"b":1,"a":[]}]', "[<nil> a 1 true map[a:[] b:1]]"],
    ['{"é":1,"z":2,"a":{}}', "map[a:map[] z:2 é:1]"],
    ['{"\\ud83d\\ude00":1,"\\uff5e":2}', "map[～:2 😀:1]"],
    ['{"ab":1,"a":2,"":3}', "map[:3 a:2 ab:1]"],
    ['{"__proto__":{"x":1},"constructor":2}', "map[__proto__:map[x:1] constructor:2]"],
    ['"\\ud800"', "\ufffd"],
  ])("%s is printed as %s", (json, printed) => {
    expect(printedForm(JSON.parse(json))).toBe(printed);
  });

  it("prints objects without a prototype", () => {
    expect(printedForm(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe("map[a:2 b:1]");
  });

  it("is total for what is not JSON", () => {
    expect(printedForm(undefined as never)).toBe("<nil>");
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((each) => printedForm(each))).toEqual([
      "NaN",
      "+Inf",
      "-Inf",
    ]);
  });

  it("prints what is nested too deeply for recursion", () => {
    const depth = 100_000;
    expect(printedForm(JSON.parse("[".repeat(depth) + "]".repeat(depth)))).toHaveLength(2 * depth);
  });

  it("reads half a surrogate pair as U+FFFD", () => {
    expect(goText("a\ud83db😀")).toBe("a\ufffdb😀");
  });
});
