import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./connection";

/** How an editor can talk to the server; started by hand without any of these, it speaks on standard input and output. */
const transports = ["--stdio", "--node-ipc", "--socket", "--pipe"];

if (!process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport))))
  process.argv.push("--stdio");

serve(createConnection(ProposedFeatures.all));
