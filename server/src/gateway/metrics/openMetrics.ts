import type { CallLog } from "../callLog";
import { type ListenAddress, urlAt } from "../http/openServer";
import type { GateOrder, OpenMetrics } from "../openGate";
import { callMetrics, countingLog } from "./callMetrics";
import { serveMetrics } from "./serveMetrics";

/** Counts what is logged, and answers Prometheus at an address, which is said. Rejects when the address cannot be had. */
export async function openMetrics(
  at: ListenAddress,
  written: CallLog | undefined,
  note: GateOrder["note"],
): Promise<OpenMetrics> {
  const metrics = callMetrics();
  const { address, close } = await serveMetrics(at, metrics);
  note(`Metrics are at ${urlAt(address, "/metrics")}.`);
  return { log: countingLog(metrics, written), close };
}
