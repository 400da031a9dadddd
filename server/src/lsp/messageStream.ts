import { Writable } from "node:stream";

/**
 * Passes each message on in one piece. The library writes the header (a text) and the content (bytes) one after the other:
 * that would be two system calls, and would wake the editor twice, which takes longer than checking a small policy.
 */
export function messageStream(output: NodeJS.WritableStream): Writable {
  let header = "";
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _encoding, written) {
      if (typeof chunk === "string") {
        header += chunk;
        written();
        return;
      }
      const message = Buffer.concat([Buffer.from(header, "ascii"), chunk]);
      header = "";
      output.write(message, written);
    },
  });
  output.on("error", (error: Error) => stream.destroy(error));
  output.on("close", () => stream.destroy());
  return stream;
}
