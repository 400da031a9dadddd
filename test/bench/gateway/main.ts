/** The benchmark of the gateway: measures everything in one run, prints it and writes docs/BENCHMARKS-gateway.md. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeMachine, load } from "../machine";
import { measureHttp, startUpstream } from "./httpCalls";
import { measureListing } from "./listing";
import { gatewayReport } from "./report";
import { type AnswersOfSize, type GatewayResults, joined } from "./results";
import { measureRoundTrips } from "./roundTrips";
import { measureCalls, measureStdio } from "./stdioCalls";
import {
  httpWayNames,
  httpWords,
  type Places,
  sizedWayNames,
  stdioWords,
  type WayName,
  wayNames,
  writePolicy,
} from "./ways";

const [asked] = process.argv.flatMap((word) => /^--rounds=(\d+)$/.exec(word)?.[1] ?? []);
const rounds = Number(asked ?? 5);
const listBytes = 1_000_000;
const answerBytes = [1_000, 4_000, 16_000, 64_000];

const places: Places = {
  cli: resolve("dist/bench-gateway/cli.js"),
  programs: resolve("test/bench/gateway"),
  folder: mkdtempSync(join(tmpdir(), "mcp-policy-bench-")),
};

async function inTurns<Way extends WayName, Samples, Joined>(
  ways: readonly Way[],
  measure: (way: Way) => Promise<Samples>,
  join: (rounds: readonly Samples[]) => Joined,
): Promise<Record<Way, Joined>> {
  const samples = new Map<Way, Samples[]>(ways.map((way) => [way, []]));
  for (let round = 1; round <= rounds; round++)
    for (const way of ways) {
      console.error(`round ${round}: ${way}`);
      samples.get(way)?.push(await measure(way));
    }
  return Object.fromEntries(ways.map((way) => [way, join(samples.get(way) ?? [])])) as Record<Way, Joined>;
}

/** What is read of a file of so many bytes. */
async function measureBySize(policy: string, server: readonly string[]): Promise<AnswersOfSize[]> {
  const found: AnswersOfSize[] = [];
  for (const bytes of answerBytes) {
    console.error(`answers of ${bytes} bytes`);
    const words = (way: WayName) => stdioWords(way, places, policy, [...server, "0", String(bytes)]);
    const times = await inTurns(
      sizedWayNames,
      (way) => measureCalls(words(way)),
      (all) => all.flat(),
    );
    found.push({ bytes, times });
  }
  return found;
}

async function measure(): Promise<GatewayResults> {
  const policy = writePolicy(places);
  const server = [join(places.programs, "echoServer.mjs")];
  const stdio = await inTurns(wayNames, (way) => measureStdio(stdioWords(way, places, policy, server)), joined);
  const bySize = await measureBySize(policy, server);
  const upstream = await startUpstream([join(places.programs, "echoHttp.mjs")]);
  const http = await inTurns(
    httpWayNames,
    (way) => measureHttp(httpWords(way, places, policy, upstream.url), upstream.url),
    joined,
  );
  await upstream.end();
  const lister = [...server, `${listBytes}`];
  const listing = {
    direct: await measureListing(lister),
    gateway: await measureListing(stdioWords("gateway", places, policy, lister)),
  };
  const counted = (url: string) => {
    const [cli = "", ...rest] = stdioWords("gateway", places, policy, server);
    return [cli, ...rest.slice(0, 2), "--counters", url, ...rest.slice(2)];
  };
  return { stdio, bySize, http, listing, roundTrips: await measureRoundTrips(counted) };
}

async function main(): Promise<void> {
  const loadBefore = load();
  const results = await measure();
  const { version } = JSON.parse(readFileSync("node_modules/@modelcontextprotocol/sdk/package.json", "utf8"));
  const text = gatewayReport(results, describeMachine(), {
    date: new Date().toISOString().slice(0, 10),
    load: `${loadBefore} before, ${load()} after`,
    versions: `@modelcontextprotocol/sdk ${version}`,
  });
  console.log(text);
  writeFileSync("docs/BENCHMARKS-gateway.md", text);
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(places.folder, { recursive: true, force: true }));
