/**
 * Answers every request at once, with little work of its own. `echoServer.mjs LIST ANSWER` lists tools of so many bytes, of which
 * every tenth is called `hidden-…`, and answers a call with a text of so many bytes.
 */
const tools = [];
for (let left = Number(process.argv[2] ?? 0); left > 0; left -= 1_000) {
  const name = `${tools.length % 10 === 0 ? "hidden" : "tool"}-${tools.length}`;
  tools.push({ name, description: "x".repeat(900), inputSchema: { type: "object" } });
}
const list = JSON.stringify({ tools });
const line = "one more line of the file that was read\n";
const text = `ok${line.repeat(Number(process.argv[3] ?? 0) / line.length)}`;
const called = JSON.stringify({ content: [{ type: "text", text }] });

let rest = "";
process.stdin.setEncoding("utf8").on("data", (chunk) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  const answers = lines.flatMap((each) => {
    const { id, method, params } = JSON.parse(each);
    // Is never answered, so that calls stay open.
    if (id === undefined || params?.arguments?.hold) return [];
    return `{"jsonrpc":"2.0","id":${id},"result":${method === "tools/list" ? list : called}}\n`;
  });
  if (answers.length > 0) process.stdout.write(answers.join(""));
});
