/** Answers every request at once, with little work of its own. */
let rest = "";
process.stdin.setEncoding("utf8").on("data", (chunk) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  const answers = lines.flatMap((line) => {
    const { id, params } = JSON.parse(line);
    // Is never answered, so that calls stay open.
    if (id === undefined || params?.arguments?.hold) return [];
    return `{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"ok"}]}}\n`;
  });
  if (answers.length > 0) process.stdout.write(answers.join(""));
});
