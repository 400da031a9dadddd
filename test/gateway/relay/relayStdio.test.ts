import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { relayStdio } from "../../../server/src/gateway/relay/relayStdio";
import { startChild } from "../../../server/src/mcp/childProcess";
import { callLine, exchangeBy } from "../decided";

/** Answers only when its input has ended, and after it has had to wait. */
const late = `let text = "";
process.stdin.on("data", (chunk) => { text += chunk; }).on("end", () => setTimeout(() => {
  for (const line of text.trim().split("\\n")) console.log(JSON.stringify({ id: JSON.parse(line).id, result: {} }));
}, 300));`;

test("a server may answer what was asked before the client closed its stream, however long it takes", async () => {
  const { exchange } = exchangeBy({ version: "1", default: "allow", tools: {} });
  const child = startChild({ command: process.execPath, args: ["-e", late], env: {} }, { grace: 20 });
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(callLine("a", {}, 1) + callLine("b", {}, 2));
  const { by } = await relayStdio({ input, output }, child, exchange);
  expect(by).toBe("client");
  expect(String(output.read())).toBe('{"id":1,"result":{}}\n{"id":2,"result":{}}\n');
});
