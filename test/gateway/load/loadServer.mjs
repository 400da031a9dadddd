/** A server over stdio that answers what is sent under load. */
import { createInterface } from "node:readline";
import { answerTo } from "./loadMessages.mjs";

createInterface({ input: process.stdin }).on("line", (line) => process.stdout.write(`${answerTo(line)}\n`));
