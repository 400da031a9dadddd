/** An argument called "path" is one of files where something says so: the route of an API is compared as it is written. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../../server/src/service/environment";
import { codesOf, worldWith } from "./ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

const denies = (tool: string, argument: string, path: string): boolean => {
  const condition = { path: `args.${argument}`, op: "eq", value: path };
  const denial = { conditions: [condition], on_deny: "Ask the owners of this first, with the reason." };
  const text = JSON.stringify({ version: "1", default: "deny", tools: { [tool]: { deny_if: [denial] } } });
  return codesOf(text, world).includes("other-path-spelling");
};

describe("a denied path", () => {
  it.each([
    ["call_api", "path", "/v1/users"],
    ["http_get", "path", "/admin"],
    ["fetch_json", "request_path", "/api/v2/billing"],
    ["route", "path", "/users/me/tokens"],
  ])("%s, %s, %s is a route: nothing is said", (...parts) => expect(denies(...parts)).toBe(false));

  it.each([
    ["read_file", "path", "/v1/users"],
    ["open", "file_path", "/v1/users"],
    ["read", "path", "/etc/passwd"],
    ["read", "path", "/srv/secret"],
    ["read", "path", "/anything/id_rsa.pem"],
    ["list_directory", "path", "/shared"],
  ])("%s, %s, %s is of files: its other spellings pass", (...parts) => expect(denies(...parts)).toBe(true));
});
