import { expect, test } from "vitest";
import { commandWords } from "../../../client/src/servers/commandWords";

test.each([
  ["npx -y server .", ["npx", "-y", "server", "."]],
  ["node \"my server.js\" --name='a b'", ["node", "my server.js", "--name=a b"]],
  ["C:\\work\\x.exe  $(rm)", ["C:\\work\\x.exe", "$(rm)"]],
  ['""', [""]],
  ["", []],
  ['open "quote', ["open", "quote"]],
])("%s", (line, words) => expect(commandWords(line)).toEqual(words));
