import { describe, expect, it } from "vitest";
import { recogniseForeign } from "../../../server/src/policy/model/foreign";
import { parsePolicy } from "../../../server/src/policy/model/parse";

const recognise = (text: string) => recogniseForeign(parsePolicy(text));

describe("files of other products", () => {
  it.each([
    ["AWS IAM", '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'],
    ["AWS IAM", '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}'],
    ["AWS IAM", '{"Id":"key","Version":"2012-10-17","Statement":[],}'],
    [
      "Google Cloud IAM",
      '{"bindings":[{"role":"roles/owner","members":["user:a@example.com"]}],"etag":"x","version":1}',
    ],
    ["Google Cloud IAM", '{"bindings":[]}'],
    ["Azure Policy", '{"mode":"All","policyRule":{"if":{},"then":{"effect":"audit"}}}'],
    ["Azure Policy", '{"properties":{"policyRule":{"if":{},"then":{}}}}'],
    ["Azure RBAC", '{"Name":"Reader","IsCustom":true,"Actions":["*/read"],"AssignableScopes":["/"]}'],
    ["Azure Resource Manager", '{"$schema":"x","contentVersion":"1.0.0.0","resources":[]}'],
    ["Kubernetes", '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{"level":"None"}]}'],
    ["Firefox enterprise policies", '{"policies":{"DisableTelemetry":true,"Homepage":{"URL":"https://example.com"}}}'],
    ["Chrome and Edge enterprise policies", '{"HomepageLocation":"https://example.com","ShowHomeButton":true}'],
    ["Docker and Podman image trust", '{"default":[{"type":"insecureAcceptAnything"}],"transports":{"docker":{}}}'],
    ["Notary Project trust policies", '{"version":"1.0","trustPolicies":[{"name":"a"}]}'],
    [
      "Cedar",
      '{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}',
    ],
    ["Amazon ECR lifecycle policies", '{"rules":[{"rulePriority":1,"selection":{},"action":{"type":"expire"}}]}'],
    ["HashiCorp Vault", '{"path":{"secret/*":{"capabilities":["read"]}}}'],
    ["Tailscale", '{"acls":[{"action":"accept","src":["*"],"dst":["*:*"]}]}'],
    ["Elasticsearch and OpenSearch index management", '{"policy":{"phases":{"hot":{}}}}'],
    ["Elasticsearch and OpenSearch index management", '{"policy":{"description":"x","states":[]}}'],
    ["OpenStack", '{"context_is_admin":"role:admin","default":"rule:admin_or_owner","compute:create":""}'],
    ["JSON Schema", '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","title":"policy"}'],
    ["another product", '{"roles":["admin"],"permissions":["read"]}'],
    ["another product", '{"name":"x","resource":"tool","actions":["call"],"effect":"deny"}'],
  ])("%s: %s", (product, text) => expect(recognise(text)).toBe(product));
});

describe("files that are ours, or could be", () => {
  it.each([
    // Nothing, or nothing yet.
    "",
    " ",
    "{}",
    "[]",
    "null",
    '"Statement"',
    "{",
    '{"',
    '{"Statement',
    '{"Statement":',
    // Ours.
    '{"version":"1","default":"deny"}',
    '{"default":"allow","Statement":[]}',
    '{"tools":{},"bindings":[]}',
    '{"hide":[],"policies":{"DisableTelemetry":true}}',
    '{"all_tools":{},"apiVersion":"v1","kind":"Policy"}',
    // Half typed, or with mistakes.
    '{"version":"1","default":"den',
    '{"version":"1","default":',
    '{"version":"1","too',
    '{"version":"1","tools":[]}',
    '{"Version":"1","Default":"deny"}',
    '{"Version":"1","Tools":{}}',
    '{"Default":"deny","Policies":[],"Rules":[]}',
    '{"name":"my policy","description":"of mine"}',
    '{"version":"1","rules":[],"action":"deny"}',
    // The content of `tools`, whatever the tools are called.
    '{"create_refund":{"limits":[]}}',
    '{"Statement":{},"Effect":{}}',
    '{"GetUser":{},"DeleteUser":{"deny_if":[]}}',
    '{"delete":{"action":"deny","reason":"Never."}}',
    // One name is not plain.
    '{"HomepageLocation":"https://example.com"}',
    '{"permissions":["read"]}',
    // Case matters.
    '{"statement":[]}',
    '{"__proto__":{"Statement":[]},"constructor":1,"toString":2}',
  ])("%s", (text) => expect(recognise(text)).toBeUndefined());
});
