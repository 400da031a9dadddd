import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Connection } from "vscode-languageserver";
import type { LanguageClientLike } from "../../client/src/shared/languageClientLike";
import type { About } from "../../server/src/lsp/about";
import { onDocumentRequest, onPolicyRequest } from "../../server/src/lsp/policyRequests";
import { argumentFormRequest } from "../../server/src/protocol/callArguments";
import { fileKindRequest } from "../../server/src/protocol/files";
import type { PolicyRequest } from "../../server/src/protocol/requests";
import { simulateRequest } from "../../server/src/protocol/simulation";

/** What does not compile: `tsc` reports a `@ts-expect-error` whose next line is right. */
describe("a request of our own is typed by its name", () => {
  const textDocument = { uri: "file:///policy.json" };

  test("on the client", () => {
    const sends = (client: LanguageClientLike) => [
      client.sendRequest(simulateRequest, { textDocument, calls: [] }).then(({ steps }) => steps),
      // @ts-expect-error `calls` is missing
      client.sendRequest(simulateRequest, { textDocument }),
      // @ts-expect-error a call has a `tool`
      client.sendRequest(simulateRequest, { textDocument, calls: [{ name: "search" }] }),
      // @ts-expect-error the result has no `decisions`
      client.sendRequest(simulateRequest, { textDocument, calls: [] }).then(({ decisions }) => decisions),
      // @ts-expect-error there is no such request
      client.sendRequest("mcpPolicy/unheardOf", { textDocument }),
    ];
    expect(sends).toBeTypeOf("function");
  });

  test("on the server", () => {
    const binds = (connection: Connection, about: About) => {
      onPolicyRequest(connection, fileKindRequest, { kind: null }, ({ uri }) => ({
        kind: uri === "" ? null : "policy",
      }));
      // @ts-expect-error the fallback is not an answer
      onPolicyRequest(connection, fileKindRequest, {}, () => ({ kind: null }));
      // @ts-expect-error the answer has another kind
      onPolicyRequest(connection, fileKindRequest, { kind: null }, () => ({ kind: "catalogue" }));
      // @ts-expect-error the parameters have no `path`
      onPolicyRequest(connection, fileKindRequest, { kind: null }, ({ path }) => ({ kind: path }));
      onDocumentRequest(connection, about, argumentFormRequest, { fields: [] }, () => ({ fields: [] }));
      // @ts-expect-error this request is about no open document
      onDocumentRequest(connection, about, fileKindRequest, { kind: null }, () => ({ kind: null }));
    };
    expect(binds).toBeTypeOf("function");
  });
});

test("each name in protocol/ is in the map", () => {
  const folder = "server/src/protocol";
  const map = readFileSync(`${folder}/requests.ts`, "utf8");
  const names = readdirSync(folder).flatMap((file) =>
    [...readFileSync(`${folder}/${file}`, "utf8").matchAll(/^export const (\w+) = "mcpPolicy\//gm)].map(
      ([, name]) => name,
    ),
  );
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !map.includes(`readonly [${name}]:`))).toEqual([]);
  const first: PolicyRequest = "mcpPolicy/simulate";
  expect(first).toBe(simulateRequest);
});
