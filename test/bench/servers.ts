import { existsSync, readFileSync } from "node:fs";

/** A language server that is measured, and how an editor has to treat it. */
export interface ServerKind {
  readonly name: string;
  /** What Node runs. */
  readonly words: readonly string[];
  readonly languageId: string;
  /** "push": it publishes diagnostics by itself. "pull": it is asked for them after each edit, as VS Code does. */
  readonly diagnostics: "push" | "pull";
  /** Whether a policy that is opened is published twice: what is wrong with its text, then what the rules say, too. */
  readonly reviewsAfterwards?: boolean;
  /** What `workspace/didChangeConfiguration` tells it after the start. */
  readonly settings?: object;
}

/** The published schema, which the JSON server checks policies with. */
export const policySchema: object = JSON.parse(readFileSync("server/schema/policy.schema.json", "utf8"));

/** The name of the document in every measurement. */
export const documentUri = "file:///workspace/bench.policy.json";

const jsonServer = {
  words: ["node_modules/vscode-langservers-extracted/bin/vscode-json-language-server", "--stdio"],
  languageId: "json",
  settings: {
    json: {
      validate: { enable: true },
      schemas: [{ fileMatch: ["*.policy.json"], url: "file:///policy.schema.json", schema: policySchema }],
    },
  },
} as const;

/** Ours, as it was when the run began: run.mjs copies it. */
export const ours: ServerKind = {
  name: "ours",
  words: ["dist/bench/server.js", "--stdio"],
  languageId: "mcp-policy",
  diagnostics: "push",
  reviewsAfterwards: true,
};

const beforeFolder = "dist/bench/before";

/** Whether run.mjs could build the commit that we compare ourselves with. */
export const hasBefore: boolean = existsSync(`${beforeFolder}/server.js`);

/** Ours, as it was at that commit. */
export const before: ServerKind = {
  ...ours,
  name: "ours, before",
  reviewsAfterwards: false,
  words: [`${beforeFolder}/server.js`, "--stdio"],
};

/** The command line, as it is and as it was. */
export const commandLines = { ours: "dist/bench/cli.js", before: `${beforeFolder}/cli.js` } as const;

/** VS Code's JSON server, asked for diagnostics after each edit, so that nothing waits but for its work. */
export const jsonPull: ServerKind = { ...jsonServer, name: "JSON server, asked", diagnostics: "pull" };

/** The same as one file, which run.mjs makes of the package: VS Code ships its JSON server so, and it starts faster. */
export const jsonBundled: ServerKind = {
  ...jsonPull,
  name: "JSON server, one file",
  words: ["dist/bench/jsonServer.js", "--stdio"],
};

/** VS Code's JSON server with an editor that cannot ask: it publishes 500 ms after the last edit. */
export const jsonPush: ServerKind = { ...jsonServer, name: "JSON server, publishing", diagnostics: "push" };
