import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue, propertiesOf } from "../text/navigate";
import { nearest } from "../text/nearest";
import { isBareFragment } from "./bareFragment";
import type { PolicyDocument } from "./document";
import { fieldsOf, findField } from "./schema";

/** The members of a document by name, for those who only ask what is there. */
type Members = ReadonlyMap<string, Node>;

interface Product {
  readonly name: string;
  readonly matches: (members: Members) => boolean;
}

/**
 * The name of the other product, for a sentence, when this is plainly someone else's `policy.json` (spec §3); undefined
 * when it is ours, or could be: a policy that is still being typed must not lose its features. Case matters.
 */
export function recogniseForeign(document: PolicyDocument): string | undefined {
  const members: Members = new Map(
    document.members.flatMap(({ value: { name, value } }) => (value === undefined ? [] : [[name, value] as const])),
  );
  if (members.size === 0 || isOurs(members) || isBareFragment(document)) return undefined;
  return (
    products.find(({ matches }) => matches(members))?.name ?? (isOfSomebody(members) ? "another product" : undefined)
  );
}

function isOurs(members: Members): boolean {
  const decision = members.get("default")?.value;
  return (
    decision === "allow" ||
    decision === "deny" ||
    members.get("tools")?.type === "object" ||
    members.get("all_tools")?.type === "object" ||
    members.get("hide")?.type === "array"
  );
}

/** Products whose files are known by members that no policy of ours has; the first that matches is named. */
const products: readonly Product[] = [
  { name: "AWS IAM", matches: (members) => isContainer(members.get("Statement")) },
  {
    name: "Google Cloud IAM",
    matches: (members) => {
      const bindings = members.get("bindings");
      if (bindings?.type !== "array") return false;
      return elementsOf(bindings).every((binding) => fieldValue(binding, "role") || fieldValue(binding, "members"));
    },
  },
  {
    name: "Azure Policy",
    matches: (members) =>
      isObject(members.get("policyRule")) || isObject(fieldValue(members.get("properties"), "policyRule")),
  },
  {
    name: "Azure RBAC",
    matches: (members) =>
      members.get("AssignableScopes")?.type === "array" ||
      fieldValue(members.get("properties"), "assignableScopes")?.type === "array" ||
      isString(fieldValue(members.get("properties"), "roleDefinitionId")),
  },
  { name: "Azure Resource Manager", matches: (members) => has(members, "contentVersion", "resources") },
  {
    name: "Kubernetes",
    matches: (members) => isString(members.get("apiVersion")) && isString(members.get("kind")),
  },
  { name: "Firefox enterprise policies", matches: (members) => isCamelCased(valueNames(members.get("policies"))) },
  { name: "Docker and Podman image trust", matches: isImageTrust },
  { name: "Notary Project trust policies", matches: (members) => members.get("trustPolicies")?.type === "array" },
  {
    name: "Cedar",
    matches: (members) =>
      has(members, "effect", "principal", "action", "resource") || has(members, "staticPolicies", "templates"),
  },
  { name: "Amazon ECR lifecycle policies", matches: isRegistryLifecycle },
  { name: "HashiCorp Vault", matches: isVault },
  {
    name: "Tailscale",
    matches: (members) => members.get("acls")?.type === "array" || has(members, "grants", "tagOwners"),
  },
  {
    name: "Elasticsearch and OpenSearch index management",
    matches: (members) => {
      const policy = members.get("policy");
      return isObject(fieldValue(policy, "phases")) || fieldValue(policy, "states")?.type === "array";
    },
  },
  { name: "OpenStack", matches: isOpenStack },
  {
    name: "JSON Schema",
    matches: (members) => String(members.get("$schema")?.value).includes("json-schema.org/") && members.has("type"),
  },
  { name: "Chrome and Edge enterprise policies", matches: isBrowserPolicies },
];

function isImageTrust(members: Members): boolean {
  const fallback = elementsOf(members.get("default"));
  return fallback.length > 0 && fallback.every((requirement) => isString(fieldValue(requirement, "type")));
}

function isRegistryLifecycle(members: Members): boolean {
  const rules = elementsOf(members.get("rules"));
  return rules.length > 0 && rules.every((rule) => fieldValue(rule, "rulePriority") !== undefined);
}

function isVault(members: Members): boolean {
  const paths = propertiesOf(members.get("path"));
  return paths.length > 0 && paths.every(({ value }) => fieldValue(value, "capabilities")?.type === "array");
}

/** `"compute:create": "role:admin"`, all texts. */
function isOpenStack(members: Members): boolean {
  const values = [...members.values()];
  return (
    values.every(isString) &&
    values.some(({ value }) => /^(?:not )?\(?(?:role|rule|is_admin|user_id|project_id):/.test(String(value)))
  );
}

/** Flat settings in CamelCase, such as `"HomepageLocation"`; at least two, and none of them a misspelt field of ours. */
function isBrowserPolicies(members: Members): boolean {
  return members.size >= 2 && isCamelCased([...members.keys()]);
}

/** Names that people give to the parts of access rules, and that are no fields of ours. */
const foreignNames = new Set([
  ...["effect", "principal", "principals", "resource", "resources", "actions", "subjects", "statement", "statements"],
  ...["permissions", "roles", "policies", "policy", "bindings", "apiVersion", "kind", "metadata", "spec", "etag"],
  ...["Effect", "Action", "Resource", "Principal", "Version", "Id", "Name", "Rules", "Policies", "Permissions"],
  ...["displayName", "grantControls", "properties", "constraint", "constraints", "contentVersion", "assignments"],
]);

/** No name of ours, not even a misspelt one, no rules of a tool, and at least two names that others use. */
function isOfSomebody(members: Members): boolean {
  const names = [...members.keys()];
  if (names.some(isNearOurs)) return false;
  return names.filter((name) => foreignNames.has(name)).length >= 2;
}

function isCamelCased(names: readonly string[]): boolean {
  return (
    names.length > 0 && names.every((name) => /^[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)*$/.test(name) && !isNearOurs(name))
  );
}

const ownNames = fieldsOf("policy").map(({ name }) => name);

function isNearOurs(name: string): boolean {
  return findField("policy", name) !== undefined || nearest(name, ownNames) !== undefined;
}

function has(members: Members, ...names: readonly string[]): boolean {
  return names.every((name) => members.has(name));
}

function valueNames(node: Node | undefined): string[] {
  return propertiesOf(node).map(({ name }) => name);
}

function isObject(node: Node | undefined): boolean {
  return node?.type === "object";
}

function isString(node: Node | undefined): boolean {
  return node?.type === "string";
}

function isContainer(node: Node | undefined): boolean {
  return node?.type === "object" || node?.type === "array";
}
