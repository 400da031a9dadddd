import { expect, it } from "vitest";
import { gatewayOf } from "../../../client/src/servers/gatewayOf";

it.each([
  ["https://proxy.policylayer.com/mcp/x/", { url: "https://proxy.policylayer.com/mcp/x/" }],
  [" http://127.0.0.1:8787/mcp ", { url: "http://127.0.0.1:8787/mcp" }],
  [
    "mcp-policy gateway 'my policy.json' -- npx -y server .",
    { command: ["mcp-policy", "gateway", "my policy.json", "--", "npx", "-y", "server", "."] },
  ],
  ["https://", undefined],
  ["ftp://127.0.0.1/mcp", undefined],
  ["", undefined],
  ["  ", undefined],
])("a gateway that is typed as %j is its address, or the command that starts it", (text, gateway) => {
  expect(gatewayOf(text)).toEqual(gateway);
});
