import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue, propertiesOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import { readPolicyTests } from "../../policyTests/readPolicyTests";
import type { FileMentions, NamedPlace } from "../navigation/mentions";
import { policyAddresses } from "./addresses";
import { TextPlaces } from "./textPlaces";

/** What a test expects can name its tool within these texts: the rule, a counter, and the gateway's own messages. */
const around: readonly { readonly before: string; readonly after: string }[] = [
  { before: "/tools/", after: "/" },
  { before: "tools/", after: "/" },
  { before: 'Denied by rule "/tools/', after: "/" },
  { before: 'Tool "', after: '" is hidden by policy' },
  { before: 'Tool "', after: '" is not permitted by policy' },
];

/** Where a test file names these tools, in its calls and in what they expect. */
export function testMentions(
  uri: string,
  text: string,
  names: readonly string[],
  version: number | null,
): FileMentions {
  const { root, policy } = readPolicyTests(text);
  const places = new TextPlaces(uri, text);
  const byName = new Map<string, NamedPlace[]>(names.map((name) => [name, []]));
  for (const test of elementsOf(fieldValue(root, "tests")))
    for (const call of elementsOf(fieldValue(test, "calls"))) {
      const tool = fieldValue(call, "tool");
      const found = tool?.type === "string" ? byName.get(String(tool.value)) : undefined;
      if (tool === undefined || found === undefined) continue;
      const name = String(tool.value);
      found.push({ range: places.range(spanOf(tool, 0)), place: "call", before: "", after: "" });
      for (const node of expectedTexts(fieldValue(call, "expect"))) {
        const frame = frameOf(String(node.value), name);
        if (frame !== undefined) found.push({ range: places.range(spanOf(node, 0)), place: "expected", ...frame });
      }
    }
  return { uri, address: uri, version, byName, policies: policyAddresses(uri, policy) };
}

/** The strings of an expectation that the tool's name can be a part of. */
function expectedTexts(expect: Node | undefined): readonly Node[] {
  const counters = propertiesOf(fieldValue(expect, "counters")).map(({ key }) => key);
  return [fieldValue(expect, "rule"), fieldValue(expect, "message"), ...counters].flatMap((node) =>
    node?.type === "string" ? [node] : [],
  );
}

function frameOf(text: string, name: string): { readonly before: string; readonly after: string } | undefined {
  const frame = around.find(({ before, after }) => text.startsWith(`${before}${name}${after}`));
  return frame && { before: frame.before, after: text.slice(frame.before.length + name.length) };
}
