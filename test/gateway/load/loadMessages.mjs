/** What clients send under load, and what a server answers. All that a gateway remembers of a message is made again and again. */

/** The policy that the messages are made for. */
export const loadPolicy = {
  version: "1",
  default: "deny",
  hide: ["secret"],
  tools: {
    read: { require: [{ conditions: [{ path: "args.path", op: "regex", value: "^/tmp/" }] }] },
    send: { limits: [{ counter: "sends", window: "minute", max: 5, scope: "grant" }] },
    fail: { limits: [{ counter: "fails", window: "minute", max: 5, scope: "grant" }] },
    ask: {},
  },
};

const modern = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };

/**
 * The message with a number: its id, and for each another tool, argument or state.
 *
 * @param {number} number
 */
export function loadMessage(number) {
  const call = (name, more = {}, args = { path: `/tmp/${number}` }) => ({
    jsonrpc: "2.0",
    id: number,
    method: "tools/call",
    params: { name, arguments: args, ...more },
  });
  switch (number % 16) {
    case 1:
      return call(`no-tool-${number}`);
    case 2:
      return call("read", {}, { path: `/etc/${number}` });
    case 3:
      return call("send");
    case 4:
      return call("fail");
    case 5:
      return call("ask", { _meta: modern });
    case 6:
      return { jsonrpc: "2.0", id: number, method: "tools/list" };
    case 7:
      return call("read", { _meta: modern });
    default:
      return call("read");
  }
}

/**
 * Whether the message with a number has been answered as it has to be: what is limited may get either answer.
 *
 * @param {number} number
 * @param {string} answer
 */
export function isRight(number, answer) {
  if (number % 16 === 3 || number % 16 === 4) return true;
  const isDenied = answer.includes("[POLICY DENIED]");
  return isDenied === (number % 16 === 1 || number % 16 === 2) && !answer.includes('"secret"');
}

/**
 * What a server answers.
 *
 * @param {string} text a request
 */
export function answerTo(text) {
  const { id, method, params } = JSON.parse(text);
  if (params?.name === "fail") return JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32603, message: "No." } });
  const tools = ["read", "secret"].map((name) => ({ name, inputSchema: { type: "object" } }));
  const content = [{ type: "text", text: "ok" }];
  const result =
    method === "tools/list"
      ? { tools }
      : params?.name === "ask"
        ? { resultType: "input_required", inputRequests: {}, requestState: `state ${id}` }
        : { content };
  return JSON.stringify({ jsonrpc: "2.0", id, result });
}
