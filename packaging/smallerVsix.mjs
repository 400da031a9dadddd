/**
 * Takes the white space out of the JSON files of the packed extension, and out of its manifest what only its build needs, names
 * the manifest's translated texts by numbers, and compresses all files again, with Zopfli: `node packaging/smallerVsix.mjs`. It
 * takes some seconds and saves four in a hundred. The format is the same, so everything that reads a VSIX reads it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import zopfli from "@gfx/zopfli";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from "@zip.js/zip.js";

const vsix = fileURLToPath(new URL("../mcp-policy-author.vsix", import.meta.url));
const entries = await new ZipReader(new Uint8ArrayReader(readFileSync(vsix))).getEntries();
const contentOf = async (entry) => Buffer.from(await entry.getData(new Uint8ArrayWriter()));
const texts = entries.find(({ filename }) => filename === "extension/package.nls.json");
const numbers = new Map(Object.keys(JSON.parse(await contentOf(texts))).map((name, at) => [name, at.toString(36)]));
const writer = new ZipWriter(new Uint8ArrayWriter(), { extendedTimestamp: false });
for (const entry of entries) {
  const content = shorter(entry.filename, await contentOf(entry));
  const packed = await zopfli.deflateAsync(content, { numiterations: 15, blocksplitting: true, blocksplittingmax: 0 });
  await writer.add(entry.filename, new Uint8ArrayReader(new Uint8Array(packed)), {
    passThrough: true,
    compressionMethod: 8,
    uncompressedSize: content.length,
    signature: checksum(content),
    lastModDate: entry.lastModDate,
  });
}
writeFileSync(vsix, await writer.close());

/** @param {string} name @param {Buffer} content */
function shorter(name, content) {
  if (!name.endsWith(".json")) return content;
  const parsed = JSON.parse(content.toString("utf8"));
  if (name.startsWith("extension/package.nls.")) return Buffer.from(JSON.stringify(withNumbers(parsed)));
  if (name !== "extension/package.json") return Buffer.from(JSON.stringify(parsed));
  const { scripts, devDependencies, overrides, ...manifest } = parsed;
  return Buffer.from(JSON.stringify(manifest).replace(/"%([^"%]+)%"/g, (_, text) => `"%${numberOf(text)}%"`));
}

/** @param {Record<string, string>} translated */
function withNumbers(translated) {
  return Object.fromEntries(Object.entries(translated).map(([name, text]) => [numberOf(name), text]));
}

/** @param {string} name */
function numberOf(name) {
  const number = numbers.get(name);
  if (number === undefined) throw new Error(`${name} is not in package.nls.json.`);
  return number;
}

/** CRC-32, which gzip writes before the length. @param {Buffer} content */
function checksum(content) {
  const packed = gzipSync(content, { level: 1 });
  return packed.readUInt32LE(packed.length - 8);
}
