/** What a server writes to standard error is no command to the terminal of the gateway, and keeps its bytes elsewhere. */
import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { passErrors } from "../../server/src/gateway/passErrors";

function passed(isTTY: boolean, ...pieces: readonly (string | Buffer)[]): Buffer {
  const chunks: Buffer[] = [];
  const errors = Object.assign(
    new Writable({ write: (chunk, _, done) => done(void chunks.push(Buffer.from(chunk))) }),
    {
      isTTY,
    },
  );
  const pass = passErrors(errors);
  for (const piece of pieces) pass(Buffer.from(piece));
  return Buffer.concat(chunks);
}

const hostile = "a\u001B]0;title\u0007b\u001B[2Jc\u009B31md\u202Ee\tf\r\n\u001B[31mred\u001B[39m\n";

it("H3: a terminal gets text and colours, and no other command", () => {
  expect(passed(true, hostile).toString()).toBe("a]0;titleb[2Jc31mde    f\n\u001B[31mred\u001B[39m\n");
});

it("H3: a command in two pieces is none either, and a character in two pieces stays one", () => {
  expect(passed(true, "a\u001B", "[2Jb").toString()).toBe("a[2Jb");
  const letter = Buffer.from("ä");
  expect(passed(true, letter.subarray(0, 1), letter.subarray(1)).toString()).toBe("ä");
});

it("a file or a program gets every byte", () => {
  const bytes = Buffer.concat([Buffer.from(hostile), Buffer.from([0xff, 0x00, 0xfe])]);
  expect(passed(false, bytes)).toEqual(bytes);
});
