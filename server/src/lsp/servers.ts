import type { Connection } from "vscode-languageserver";
import { assistantToolRequest } from "../protocol/assistant";
import { newPolicyRequest } from "../protocol/newPolicy";
import {
  chooseServerRequest,
  findServersRequest,
  importServerRequest,
  pointClientRequest,
  serversRequest,
} from "../protocol/servers";
import { suggestPolicyRequest } from "../protocol/suggestPolicy";
import type { Environment } from "../service/environment";
import type { StackServer } from "../service/stack/stack";
import type { About } from "./about";
import { reading, seldom } from "./late/late";
import { policyPlace } from "./policyPlace";
import { onDocumentRequest, onPolicyRequest } from "./policyRequests";
import type { FoundConfig } from "./projectConfigs";

const failed = "The language server failed. Its log says why.";

/** What the connection has to offer. */
export interface ServerSurroundings {
  environment(uri?: string): Promise<Environment>;
  /** The configuration that a document goes by. */
  configOf(uri: string): FoundConfig;
  /** The tools of a server were imported. */
  imported(): void;
  /** The policies that are about an imported server, by the address of its file. */
  policiesAbout(serverFile: string): Promise<StackServer["policies"]>;
}

/** Binds what is asked about servers: which there are, which one a policy is about, and new policies. */
export function bindServers(
  connection: Connection,
  about: About,
  { environment, configOf, imported, policiesAbout }: ServerSurroundings,
): void {
  /** The folder of the servers of a folder of the workspace. */
  const serversOf = (folder: unknown): string | undefined => {
    if (typeof folder !== "string") return undefined;
    const policy = `${folder.replace(/\/$/, "")}/policy.json`;
    return policyPlace(policy, configOf(policy)).folder;
  };
  onDocumentRequest(
    connection,
    about,
    chooseServerRequest,
    { uri: null, text: null },
    async (_, { config, server }, asked) => {
      const inside = server?.place.path ?? "";
      if (config === undefined || inside === "") return { uri: null, text: null };
      return { uri: config.uri, text: (await seldom("serverInConfig")(config.text, inside, asked.server)) ?? null };
    },
  );
  onPolicyRequest(connection, findServersRequest, { found: [] }, (asked) =>
    seldom("findServers")(asked, serversOf(asked.folder)),
  );
  onPolicyRequest(connection, importServerRequest, { uri: null, message: failed, notes: [] }, async (asked, token) => {
    const { ignore } = configOf(`${asked.folder}/policy.json`).config.drift;
    const result = await seldom("importTools")(asked, serversOf(asked.folder), token, { ignore, policiesAbout });
    if (result.uri !== null) imported();
    return result;
  });
  onPolicyRequest(
    connection,
    pointClientRequest,
    { clients: [], entry: null, refused: failed },
    seldom("pointClientAt"),
  );
  onPolicyRequest(connection, serversRequest, { servers: [] }, async ({ folder }) => {
    const known = await reading("knownServers")();
    const at = serversOf(folder);
    return {
      servers: known.names(at).map((name) => ({ name, tools: known.named(at, name)?.tools.length ?? 0 })),
    };
  });
  onPolicyRequest(connection, assistantToolRequest, { text: "It failed.", isError: true }, async (asked) => {
    const { tool, input, folder } = asked;
    const known = await reading("assistantEnvironment")(input, serversOf(folder), await environment());
    return seldom("answerByName")(tool, input, known);
  });
  onPolicyRequest(connection, newPolicyRequest, { text: "", inWords: "", reasons: "" }, async (parameters) => {
    const { server, folder } = parameters;
    const bare = await environment();
    const named =
      typeof server === "string" ? (await reading("knownServers")()).named(serversOf(folder), server) : undefined;
    return seldom("newPolicy")(parameters, named === undefined ? bare : { ...bare, catalogue: named });
  });
  onPolicyRequest(connection, suggestPolicyRequest, { text: "", notes: [] }, async (parameters) => {
    const { server, folder } = parameters;
    const named =
      typeof server === "string" ? (await reading("knownServers")()).named(serversOf(folder), server) : undefined;
    return seldom("suggestFromLog")(parameters, named);
  });
}
