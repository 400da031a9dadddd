/**
 * The long run (`npm run fuzz`), inside a worker: round after round, each with a seed of its own, until the time is up
 * or something is found. Says what it is doing, so that `run.mjs` can name a case that never ends.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { OnCase } from "./fuzzProperty";
import { clientsProperties, sharedGateway } from "./gatewayClients";
import { gatewayProperties, gatewayRelay } from "./gatewayProperties";
import { gatewayOverHttp, httpProperties } from "./gatewayRequests";
import { propertiesOf } from "./properties";
import { service } from "./service";

/** What `run.mjs` asks for. */
interface Order {
  readonly seconds: number;
  readonly seed: number | undefined;
  readonly path: string | undefined;
  readonly property: string | undefined;
  /** Instead of for some time: only what is about the gateway, until clients have sent so many messages. */
  readonly messages: number | undefined;
}

const order = workerData as Order;
const say = (line: string): void => parentPort?.postMessage({ line });

const properties = [
  ...propertiesOf(service),
  ...gatewayProperties(gatewayRelay),
  ...clientsProperties(sharedGateway),
  ...httpProperties(gatewayOverHttp),
];
const chosen = properties.filter(
  ({ name, messagesIn }) =>
    (order.property === undefined || name === order.property) &&
    (order.messages === undefined || messagesIn !== undefined),
);
const findings = chosen.length === 0 ? [`No property is called ${order.property}`] : fuzz();
for (const each of findings) say(`\n${each}`);
parentPort?.postMessage({ exitCode: findings.length === 0 ? 0 : 1 });

function fuzz(): readonly string[] {
  const startedAt = Date.now();
  let round = 0;
  let cases = 0;
  let messages = 0;
  const isOver = (): boolean =>
    order.messages === undefined ? Date.now() - startedAt >= order.seconds * 1000 : messages >= order.messages;
  while (round === 0 || !isOver()) {
    // A seed that was asked for is where the first round starts.
    const seed = round === 0 && order.seed !== undefined ? order.seed : Math.floor(Math.random() * 0x7fffffff);
    const roundAt = Date.now();
    for (const property of chosen) {
      const onCase: OnCase = (name, value) => {
        cases++;
        messages += property.messagesIn?.(value) ?? 0;
        parentPort?.postMessage({ name, seed, value });
      };
      const found = property.run({ seed, ...(order.path !== undefined && { path: order.path }) }, onCase);
      if (found !== undefined) return [found];
    }
    round++;
    say(`round ${round}  seed ${seed}  ${Date.now() - roundAt} ms`);
    if (order.path !== undefined) break;
  }
  const seconds = (Date.now() - startedAt) / 1000;
  say(
    `${round} rounds, ${cases} cases with ${messages} messages to gateways in ${seconds.toFixed(0)} s (${(round / seconds).toFixed(2)} rounds a second): nothing found.`,
  );
  return [];
}
