import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { hasRedis, startRedis } from "../../gateway/counters/redisServer";
import { startLines } from "./process";

const warmUp = 20;
const calls = 500;

/** Round trips to a Redis for each call with a limit, counted between the two; undefined where there is no redis-server. */
export async function measureRoundTrips(words: (url: string) => readonly string[]): Promise<number | undefined> {
  if (!hasRedis) return undefined;
  const redis = await startRedis();
  let trips = 0;
  const between = createServer((client) => {
    const server = connect(Number(new URL(redis.url).port), "127.0.0.1");
    let isAsking = false;
    client.on("data", (chunk) => {
      if (!isAsking) trips++;
      isAsking = true;
      server.write(chunk);
    });
    server.on("data", (chunk) => {
      isAsking = false;
      client.write(chunk);
    });
    for (const socket of [client, server]) socket.on("error", () => {}).on("close", () => client.destroy());
    client.on("close", () => server.destroy());
  }).listen(0, "127.0.0.1");
  await once(between, "listening");
  const { port } = between.address() as AddressInfo;
  const { call, next, end } = startLines(words(`redis://127.0.0.1:${port}`));
  for (let count = 0; count < warmUp + calls; count++) {
    if (count === warmUp) trips = 0;
    call();
    const answer = await next();
    if (!answer.includes('"ok"')) throw new Error(answer);
  }
  const counted = trips / calls;
  await end();
  between.close();
  await redis.kill();
  return counted;
}
