import type { Node } from "jsonc-parser";
import { propertiesOf } from "../text/navigate";
import type { PolicyDocument } from "./document";
import { oldToolFields } from "./oldFields";
import { fieldsOf, findField } from "./schema";

const ruleKeys = new Set([...fieldsOf("tool").map(({ name }) => name), ...oldToolFields]);

/** Whether a value looks like the rules of a tool: an object that is empty or has at least one key of such rules. */
export function isRuleShaped(node: Node | undefined): boolean {
  if (node?.type !== "object") return false;
  const properties = propertiesOf(node);
  return properties.length === 0
    ? (node.children ?? []).length === 0
    : properties.some(({ name }) => ruleKeys.has(name));
}

/**
 * Whether the text is the content of `tools` without a policy around it, as the vendor's server pages publish it
 * (spec §1): no field of the policy, at least one key, and rules behind every key.
 */
export function isBareFragment(document: PolicyDocument): boolean {
  return (
    document.members.length > 0 &&
    document.members.every(({ value: { name, value } }) => !findField("policy", name) && isRuleShaped(value))
  );
}
