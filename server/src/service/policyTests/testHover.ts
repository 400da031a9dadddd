import { getLocation, type Node } from "jsonc-parser";
import type { Hover } from "vscode-languageserver-types";
import { spanOf } from "../../policy/text/span";
import { plainMarkdown } from "../../policy/words/plain/markdown";
import { testFields } from "../../policyTests/testFields";
import type { Environment } from "../environment";
import { toolHover } from "../hover/toolHover";
import type { OpenTestFile } from "./openTestFile";
import { placeOf } from "./testCompletion";

/**
 * On the name of a tool what it is, and what the policy does with it. On a field what it is for, in an editor that does not
 * know our JSON schema.
 */
export function testHover(
  open: OpenTestFile,
  offset: number,
  environment: Environment,
  hasSchema: boolean,
): Hover | null {
  const { path, isAtPropertyKey, previousNode } = getLocation(open.text, offset);
  if (previousNode === undefined || !covers(previousNode, offset)) return null;
  const value = isAtPropertyKey
    ? hasSchema
      ? undefined
      : fieldInWords(path)
    : placeOf(path.slice(0, -1)) === "call" && path.at(-1) === "tool"
      ? toolInWords(open, previousNode, environment)
      : undefined;
  return value === undefined
    ? null
    : { contents: { kind: "markdown", value }, range: open.places.range(spanOf(previousNode)) };
}

function covers({ offset, length }: Node, position: number): boolean {
  return offset <= position && position <= offset + length;
}

function toolInWords({ policy }: OpenTestFile, { value }: Node, environment: Environment): string | undefined {
  if (policy === undefined || typeof value !== "string" || value === "") return undefined;
  // The simulator is about the policy in front, which this is not.
  return toolHover(policy, value, { ...environment, clientCommands: false });
}

function fieldInWords(path: readonly (string | number)[]): string | undefined {
  const place = placeOf([...path.slice(0, -1)]);
  const field = place && testFields(place).find(({ name }) => name === path.at(-1));
  return field && plainMarkdown(field.description);
}
