import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { gatewayWord } from "../protocol/guardedServer";
import { isJobThread } from "./closed/jobThread";
import { serve } from "./connection";
import { lifecycle } from "./lifecycle";
import { pagesBeside } from "./pagesBeside";
import { openTransport } from "./transport";

const [word, order] = process.argv.slice(2);
if (word === gatewayWord) void import("../guarded/runGuarded").then(({ runGuarded }) => runGuarded(order ?? ""));
else if (!isJobThread()) listen();

function listen(): void {
  const transport = openTransport(process.argv.slice(2));
  const { reader, hasShutDown } = lifecycle(transport, (reason) => {
    const [firstLine] = reason.split("\n");
    const sentence = `mcp-policy: the messages of the editor can no longer be told apart (${firstLine}), so the server ends.\n`;
    // An editor starts a server again that ends by itself.
    process.stderr.write(sentence, () => process.exit(1));
  });
  // An editor that is gone without a word needs no server.
  const end = (): never => process.exit(hasShutDown() ? 0 : 1);
  reader.onClose(end);
  transport.input?.on("end", end);
  process.once("disconnect", end);

  serve(createConnection(ProposedFeatures.all, reader, transport.writer), pagesBeside);
}
