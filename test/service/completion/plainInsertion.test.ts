import { expect, test } from "vitest";
import { plainInsertion } from "../../../server/src/service/completion/plainInsertion";

test.each<[string, string]>([
  ['"hide": [$1]', '"hide": []'],
  ['"max": ${1:10}', '"max": 10'],
  ['"window": "${2|minute,hour,day|}"', '"window": "minute"'],
  ['"on_deny": "${1:Costs 5 \\$ \\} \\\\ }"', '"on_deny": "Costs 5 $ } \\ "'],
  ['"a\\$1b": {$1\\}', '"a$1b": {}'],
  ['"${1|a\\,b,c|}"', '"a,b"'],
  ["nothing to fill in", "nothing to fill in"],
])("%s becomes %s", (snippet, text) => {
  expect(plainInsertion(snippet)).toBe(text);
});
