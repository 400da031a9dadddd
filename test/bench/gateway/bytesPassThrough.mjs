/** What passes bytes on as they come, and reads nothing in them: the least that a process of Node.js in the middle adds. */
import { spawn } from "node:child_process";

const server = spawn(process.execPath, process.argv.slice(2), { stdio: ["pipe", "pipe", "inherit"] });
process.stdin.on("data", (bytes) => server.stdin.write(bytes)).on("end", () => server.stdin.end());
server.stdout.on("data", (bytes) => process.stdout.write(bytes));
