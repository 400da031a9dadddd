import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { policyFileKind } from "../policy/policyFiles";
import { type ForeignPolicyParams, foreignPolicyNotification } from "../protocol/files";
import { problemDiagnostics } from "../service/diagnostics/problemDiagnostics";
import type { Environment } from "../service/environment";
import type { Snapshot } from "../service/snapshot";
import { normalised } from "./addresses";
import type { OpenPolicies } from "./editing";
import { guard } from "./guard";
import { reading, seldom } from "./late/late";
import { othersTurn } from "./othersTurn";
import { notifyClient } from "./policyRequests";
import type { TestFeatures } from "./policyTests";
import type { ProjectConfigs } from "./projectConfigs";

/** A policy of more tools is published in two steps when it is opened: its problems, then what the rules say. So is the first. */
const longPolicy = 500;

/** What the problems of open documents depend on. */
export interface OpenSurroundings {
  /** What is known of a document's surroundings. */
  environment(uri: string): Promise<Environment>;
  readonly snapshotAt: OpenPolicies["snapshotAt"];
  readonly documents: TextDocuments<TextDocument>;
  readonly tests: TestFeatures;
  readonly configs: ProjectConfigs;
  /** Whether the editor validates by our JSON schemas itself. */
  hasJsonSchemas(): boolean;
}

/** Publishes the problems of open documents, and of configurations, open or closed. */
export interface OpenDiagnostics {
  /** Of one document, soon: a burst of edits is checked once. */
  check(uri: string): void;
  checkAll(): void;
  /** Of all test files: what one names may have come or gone with its policy. */
  checkTests(): void;
  /** Of a configuration. */
  publishConfig(uri: string): Promise<void>;
  /** Takes back what was said of a document that is closed. */
  forget(uri: string): Promise<void>;
}

/** Makes the publisher. */
export function openDiagnostics(
  connection: Connection,
  { documents, environment, snapshotAt, tests, configs, hasJsonSchemas }: OpenSurroundings,
): OpenDiagnostics {
  const log = connection.console;
  /** Documents whose diagnostics are out of date. */
  const outdated = new Set<string>();
  /** Documents of which everything has been said since they were opened. */
  const reviewed = new Set<string>();
  /** Versions of which only the problems of the text have been said. */
  const plain = new WeakSet<Snapshot>();
  /** The last check of each policy that was begun: one that began before it, with other tools or settings, says nothing. */
  const lastCheck = new Map<string, object>();
  const publishTests = async (uri: string): Promise<void> => {
    const known = await tests.environment(uri);
    // Taken after the wait, so that it is the newest version that is checked.
    const document = documents.get(uri);
    if (document === undefined) return;
    const found = await tests.diagnostics(document, known);
    await connection.sendDiagnostics({ uri, version: document.version, diagnostics: found });
  };
  /** Whether nothing was checked yet, so that neither the rules nor the tools are loaded. */
  let isStarting = true;
  /**
   * A person sees what is plainly wrong before the rules are loaded, and before they have looked at every tool: of 100,000
   * that takes half a minute, in which the text is edited. What was found is not taken back once it is shown.
   */
  const isPlainFirst = (current: Snapshot): boolean =>
    !reviewed.has(current.uri) && !plain.has(current) && (isStarting || current.document.tools.length > longPolicy);
  const publishPolicy = async (uri: string): Promise<void> => {
    const first = snapshotAt(uri);
    if (first === undefined) return;
    const thisCheck = {};
    lastCheck.set(uri, thisCheck);
    if (isPlainFirst(first)) {
      plain.add(first);
      isStarting = false;
      await connection.sendDiagnostics({ uri, version: first.version, diagnostics: problemDiagnostics(first) });
      check(uri);
      return;
    }
    const known = await environment(uri);
    const current = snapshotAt(uri);
    if (current === undefined) return;
    if (current.foreign !== undefined) {
      const parameters: ForeignPolicyParams = { uri, format: current.foreign };
      await notifyClient(connection, foreignPolicyNotification, parameters);
    }
    const isReviewed = await reading("reviewInTurns")(current, known, async () => {
      await othersTurn();
      // A newer version is checked by itself.
      return snapshotAt(uri) === current && lastCheck.get(uri) === thisCheck;
    });
    if (!isReviewed) return;
    const found = await reading("diagnostics")(current, known);
    if (lastCheck.get(uri) !== thisCheck) return;
    reviewed.add(uri);
    await connection.sendDiagnostics({ uri, version: current.version, diagnostics: found });
  };
  const publish = guard<string, void>(log, "textDocument/publishDiagnostics", undefined, (uri) => {
    const kind = policyFileKind(uri);
    return kind === "config" ? publishConfig(uri) : kind === "test" ? publishTests(uri) : publishPolicy(uri);
  });
  const check = (uri: string): void => {
    if (outdated.has(uri)) return;
    outdated.add(uri);
    // Editors send an edit and what they ask about it together, and messages are read one a turn: the first turn is theirs.
    void othersTurn()
      .then(othersTurn)
      .then(() => {
        // Whatever becomes of this check, the next edit is checked again.
        outdated.delete(uri);
        return publish(uri);
      });
  };
  /** What is wrong with a configuration: the others hold all the same. */
  const publishConfig = guard<string, void>(log, "workspace/diagnostics", undefined, async (uri) => {
    const found = configs.at(uri);
    const open = documents.all().find((each) => normalised(each.uri) === normalised(uri));
    const all = found?.text === undefined ? [] : await seldom("configDiagnostics")(found.text, found.config);
    // An editor that validates by our JSON schema has said the rest of an open file.
    const said = open !== undefined && hasJsonSchemas() ? all.filter(({ code }) => code === "config-pattern") : all;
    await connection.sendDiagnostics({ uri: open?.uri ?? uri, diagnostics: said });
  });
  return {
    check,
    checkAll: () => documents.keys().forEach(check),
    checkTests: () =>
      documents
        .keys()
        .filter((uri) => policyFileKind(uri) === "test")
        .forEach(check),
    publishConfig: (uri) => publishConfig(uri),
    async forget(uri) {
      reviewed.delete(uri);
      lastCheck.delete(uri);
      if (policyFileKind(uri) === "config") await publishConfig(uri);
      else await connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}
