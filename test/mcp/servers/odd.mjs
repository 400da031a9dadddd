// A legacy server that misbehaves in the way that is named.
import { createInterface } from "node:readline";

const [, , way = ""] = process.argv;
const tool = (name) => ({ name, description: "d", inputSchema: { type: "object" } });
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

if (way === "exits") {
  console.error(`no token: ${process.env.TOKEN}`);
  process.exit(3);
}
if (way === "endless line") setInterval(() => process.stdout.write("x".repeat(1_000_000)), 1);
if (way === "endless lines") setInterval(() => process.stdout.write("noise\n".repeat(100_000)), 1);
if (way === "starts late") process.stdin.once("data", () => {});
process.stdout.write("starting…\n");

let asked = 0;
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (way.startsWith("endless") || way === "silent") return;
  if (method === "server/discover") {
    if (way !== "ignores what it does not know") send({ id, error: { code: -32000, message: "what?" } });
    return;
  }
  if (method === "initialize" && way === "answers with a list") {
    send({ id, result: [] });
    return;
  }
  if (method === "initialize") {
    console.log("[info] hello");
    send({ id: 99, method: "log/line", params: { text: "a log as a request" } });
    send({ id: 98, method: "roots/list" });
    send({
      id,
      result: { protocolVersion: "2024-11-05", capabilities: { tools: {} }, serverInfo: { name: "odd", version: "1" } },
    });
    return;
  }
  if (method !== "tools/list") return;
  asked++;
  if (way === "stops in the middle") process.exit(0);
  if (way === "refuses") send({ id, error: { code: -32601, message: "no tools here" } });
  else if (way === "same cursor") send({ id, result: { tools: [tool(`t${asked}`)], nextCursor: "again" } });
  else if (way === "refuses a secret") send({ id, error: { code: 1, message: `bad token ${process.env.TOKEN}` } });
  else if (way === "prints its values")
    send({
      id,
      result: {
        tools: [{ ...tool("a"), description: `${process.env.MODE}: ${process.env.TOKEN} ${process.argv.at(-1)}` }],
      },
    });
  else if (way === "page without tools" && asked > 1) send({ id, result: { tools: "none" } });
  else if (way === "page without tools") send({ id, result: { tools: [tool("t1")], nextCursor: "2" } });
  else if (way === "cursor is a number") send({ id, result: { tools: [tool("t1")], nextCursor: 2 } });
  else if (way === "pages of 20,000") {
    const page = Number(params?.cursor ?? 1);
    const tools = Array.from({ length: 20_000 }, (_, index) => tool(`t${page}_${index}`));
    send({ id, result: { tools, ...(page < 3 && { nextCursor: String(page + 1) }) } });
  } else if (way === "pages") {
    const page = Number(params?.cursor ?? 1);
    send({ id, result: { tools: [tool(`t${page}`)], ...(page < 3 && { nextCursor: String(page + 1) }) } });
  } else if (way === "10,000 tools")
    send({ id, result: { tools: Array.from({ length: 10_000 }, (_, index) => tool(`t${index}`)) } });
  else if (way === "huge numbers")
    process.stdout.write(
      `{"jsonrpc":"2.0","id":${id},"result":{"tools":[{"name":"a","inputSchema":{"type":"object","maximum":90071992547409931234}}]}}\n`,
    );
  else if (way === "bad tool")
    send({ id, result: { tools: [tool("good"), { name: "bad", description: null, inputSchema: { type: "array" } }] } });
  else send({ id, result: { tools: [tool("only")] } });
});
