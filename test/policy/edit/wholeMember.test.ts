/** A member's whole value is written in the layout of its text; the key before it keeps its own. */
import { expect, it } from "vitest";
import { setInMember } from "../../../server/src/policy/edit/memberEdits";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { applyEdits } from "../../../server/src/policy/text/textEdit";

function written(text: string): string {
  const document = parsePolicy(text);
  const [tool] = document.tools;
  return tool === undefined ? "" : applyEdits(text, setInMember(document, tool, [], { limits: [{ max: 1 }], a: [] }));
}

it.each([
  [
    "indented by three, with a key of its own layout",
    '{\n   "tools": {\n      "x"  :\n {"rules": []},\n      "y": 1 }\n}',
    '{\n   "tools": {\n      "x"  :\n {\n         "limits": [\n            {\n               "max": 1\n            }\n         ],\n         "a": []\n      },\n      "y": 1 }\n}',
  ],
  [
    "by tabs, with CRLF",
    '{\r\n\t"tools": {\r\n\t\t"x": null\r\n\t}\r\n}',
    '{\r\n\t"tools": {\r\n\t\t"x": {\r\n\t\t\t"limits": [\r\n\t\t\t\t{\r\n\t\t\t\t\t"max": 1\r\n\t\t\t\t}\r\n\t\t\t],\r\n\t\t\t"a": []\r\n\t\t}\r\n\t}\r\n}',
  ],
  [
    "a second tool on a line",
    '{ "tools": { "x": {"rules": []}, "y": {} } }',
    '{ "tools": { "x": {\n  "limits": [\n    {\n      "max": 1\n    }\n  ],\n  "a": []\n}, "y": {} } }',
  ],
])("%s", (_, text, after) => {
  expect(written(text)).toBe(after);
});
