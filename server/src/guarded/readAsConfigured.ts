import { dirname } from "node:path";
import { findConfig } from "../disk/findConfig";
import { readRegularFile } from "../disk/readRegularFile";
import type { ReadPolicyText } from "../gateway/policySource";
import { longestConfig, readConfig } from "../service/config/readConfig";
import { readGatewayPolicy } from "../service/config/readGatewayPolicy";

/** Reads the texts of a policy as the configuration of its repository says at that moment. */
export function readAsConfigured(policy: string, workspace: string): ReadPolicyText {
  return async (text) => {
    const path = findConfig(dirname(policy), workspace);
    const config = path === undefined ? undefined : await readRegularFile(path, longestConfig).catch(() => undefined);
    return readGatewayPolicy(text, config && readConfig(config.toString("utf8")).assumptions);
  };
}
