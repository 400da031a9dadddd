import type {
  Connection,
  InitializeParams,
  InlayHint,
  InlayHintParams,
  SemanticTokens,
  SemanticTokensParams,
  SemanticTokensRangeParams,
  ServerCapabilities,
  SignatureHelp,
  SignatureHelpParams,
} from "vscode-languageserver";
import { windowEnd } from "../policy/decide/window";
import { type DifferenceResult, differenceRequest } from "../protocol/difference";
import { type ProbeResult, probeRequest } from "../protocol/probe";
import { summaryRequest } from "../protocol/summary";
import { addToolsRequest } from "../protocol/tools";
import { tokenModifiers, tokenTypes } from "../service/reading/tokenLegend";
import type { About } from "./about";
import { reading, seldom } from "./late/late";
import { onDocumentRequest } from "./policyRequests";

/** What the connection has to tell the reading aids. */
export interface ReadingAids {
  /** Learns what the editor can do, and says what the server can. */
  initialize(parameters: InitializeParams): ServerCapabilities;
  /** Asks the editor to ask again, because the settings have changed. */
  refresh(): void;
}

const capabilities: ServerCapabilities = {
  inlayHintProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
    full: true,
    range: true,
  },
  signatureHelpProvider: { triggerCharacters: ['"', ":", ","], retriggerCharacters: ['"', ":", ","] },
};

const notCompared: DifferenceResult = {
  refused: "The language server has no such policy open.",
  newlyAllowed: [],
  newlyDenied: [],
  limits: [],
  visibility: [],
  unknown: [],
};

const notProbed: ProbeResult = {
  tools: [],
  policy: [],
  notKnown: "The language server has no such policy open.",
};

/** Binds what helps to read and write a policy beside its problems: hints, colours, signatures, summary, new rules. */
export function bindReadingAids(connection: Connection, about: About): ReadingAids {
  let refreshed = { inlayHints: false, lenses: false, colours: false };
  let timer: NodeJS.Timeout | undefined;
  const ask = (request: string): void => {
    // An editor that will not refresh asks with the next edit.
    connection.sendRequest(request).catch(() => {});
  };
  /** A hint that names the next reset is wrong after it: limits are counted by the minute, at the least. */
  const refreshWithTheMinute = (now: number): void => {
    if (!refreshed.inlayHints || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      ask("workspace/inlayHint/refresh");
    }, windowEnd("minute", now) - now);
    timer.unref?.(); // A browser has no such method.
  };

  connection.onRequest(
    "textDocument/inlayHint",
    about<InlayHintParams, InlayHint[]>("textDocument/inlayHint", [], async (current, known, { range }) => {
      const hints = await reading("inlayHints")(current, range, known);
      if (known.settings.inlayHints.limits && hints.length > 0) refreshWithTheMinute(known.now);
      return hints;
    }),
  );
  connection.onRequest(
    "textDocument/semanticTokens/full",
    about<SemanticTokensParams, SemanticTokens>("textDocument/semanticTokens/full", { data: [] }, (current, known) =>
      reading("semanticTokens")(current, undefined, known),
    ),
  );
  connection.onRequest(
    "textDocument/semanticTokens/range",
    about<SemanticTokensRangeParams, SemanticTokens>(
      "textDocument/semanticTokens/range",
      { data: [] },
      (current, known, { range }) => reading("semanticTokens")(current, range, known),
    ),
  );
  connection.onSignatureHelp(
    about<SignatureHelpParams, SignatureHelp | null>(
      "textDocument/signatureHelp",
      null,
      (current, known, { position }) =>
        reading("signatureHelp")(current, current.textDocument.offsetAt(position), known),
    ),
  );
  onDocumentRequest(connection, about, summaryRequest, { summary: null }, reading("summary"));
  onDocumentRequest(connection, about, addToolsRequest, { edits: [], added: [] }, (current, known, parameters) =>
    seldom("addTools")(current, parameters, known),
  );
  onDocumentRequest(connection, about, differenceRequest, notCompared, seldom("policyDifference"));
  onDocumentRequest(connection, about, probeRequest, notProbed, (current, known, { tools, wantsAttempts }) =>
    seldom("probePolicy")(current, known, tools, { wantsAttempts: wantsAttempts === true }),
  );

  return {
    initialize({ capabilities: { workspace } }) {
      refreshed = {
        inlayHints: workspace?.inlayHint?.refreshSupport === true,
        lenses: workspace?.codeLens?.refreshSupport === true,
        colours: workspace?.semanticTokens?.refreshSupport === true,
      };
      return capabilities;
    },
    refresh() {
      if (refreshed.inlayHints) ask("workspace/inlayHint/refresh");
      if (refreshed.lenses) ask("workspace/codeLens/refresh");
      // The colour of a tool's name says its risk, which other tools of a server may change.
      if (refreshed.colours) ask("workspace/semanticTokens/refresh");
    },
  };
}
