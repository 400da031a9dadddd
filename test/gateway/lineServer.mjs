/**
 * A server over stdio that answers when it is asked to: a call of `hold` waits for one of `go`, `ask` asks the client first, `tell`
 * sends progress, `die` ends it. It answers with its process and the id that it was asked with.
 */
import { createInterface } from "node:readline";

const held = [];
const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
process.stdout.write("a line of a log\n");
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (Array.isArray(message)) {
    process.stdout.write(`${JSON.stringify(message.map(({ id }) => ({ jsonrpc: "2.0", id, result: {} })))}\n`);
    continue;
  }
  const { id, method, params } = message;
  const answer = (text) => say({ id, result: { text, pid: process.pid } });
  if (method === "notifications/cancelled") for (const each of held.splice(0)) each(`cancelled ${params.requestId}`);
  if (method === undefined) for (const each of held.splice(0)) each("the client has answered");
  if (id === undefined || method === undefined) continue;
  switch (params?.name) {
    case "hold":
      held.push(answer);
      break;
    case "ask":
      held.push(answer);
      say({ id: 1, method: "elicitation/create" });
      break;
    case "tell":
      say({ method: "notifications/progress", params: { progressToken: params._meta?.progressToken, progress: 1 } });
      answer("told");
      break;
    case "die":
      process.exit(1);
      break;
    case "go":
      for (const each of held.splice(0)) each("held");
      answer("gone");
      break;
    default:
      answer(`${method} ${typeof id}`);
  }
}
