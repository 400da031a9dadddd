import type { CancellationToken, TextDocuments, WorkspaceSymbol } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type FileMentions, policyMentions } from "../service/navigation/mentions";
import { listedTools, mostSymbols, workspaceSymbols } from "../service/navigation/workspaceSymbols";
import { testMentions } from "../service/policyTests/testMentions";
import type { Snapshot } from "../service/snapshot";
import { normalised } from "./addresses";
import type { ClosedPolicies } from "./closed/closedPolicies";
import type { WorkspaceFiles } from "./closed/workspaceFiles";

/** What is searched: what is open and worked on, and what lies in the workspace. */
export interface Searched {
  readonly files: WorkspaceFiles;
  readonly closed: ClosedPolicies;
  readonly openPolicies: () => readonly Snapshot[];
  readonly openTests: () => ReturnType<TextDocuments<TextDocument>["all"]>;
}

/** What was found, and why something may be missing: a sentence for each reason. Never partial without one. */
export interface SearchResult<Found> {
  readonly found: Found;
  readonly left: readonly string[];
}

/** Where these tools are named in the policies and policy tests of the workspace; an open file counts as it is in the editor. */
export async function searchMentions(
  { files, closed, openPolicies, openTests }: Searched,
  names: readonly string[],
  token?: CancellationToken,
): Promise<SearchResult<readonly FileMentions[]>> {
  await files.findAgain();
  const left = reasonsOf(files);
  const stored: FileMentions[] = [];
  const isOpen = openAddresses(openPolicies(), openTests());
  for (const uri of [...files.all("policy"), ...files.all("test")]) {
    if (token?.isCancellationRequested === true) break;
    if (isOpen(uri)) continue;
    try {
      const mentions = await closed.mentions(uri, names);
      if (mentions !== undefined) stored.push(mentions);
    } catch (error) {
      left.push(sentenceOf(error));
    }
  }
  // Taken last, so that what was opened or edited meanwhile counts as it is now.
  const policies = openPolicies();
  const tests = openTests();
  const isOpenNow = openAddresses(policies, tests);
  const open = [
    ...policies.map((snapshot) => policyMentions(snapshot, names, snapshot.version)),
    ...tests.map((document) => testMentions(document.uri, document.getText(), names, document.version)),
  ];
  return { found: [...open, ...stored.filter(({ uri }) => !isOpenNow(uri))].map(inOneSpelling), left };
}

/** The tools that the policies of the workspace list, by a query; `isCut` when there are more than an answer has. */
export async function searchSymbols(
  { files, closed, openPolicies }: Searched,
  query: string,
  token?: CancellationToken,
): Promise<SearchResult<WorkspaceSymbol[]> & { readonly isCut: boolean }> {
  await files.findAgain();
  const left = reasonsOf(files);
  const policies = openPolicies();
  const isOpen = openAddresses(policies, []);
  const found = policies.flatMap((snapshot) => workspaceSymbols(snapshot.uri, listedTools(snapshot), query));
  for (const uri of files.all("policy")) {
    if (token?.isCancellationRequested === true || found.length > mostSymbols) break;
    if (isOpen(uri)) continue;
    try {
      for (const symbol of workspaceSymbols(uri, await closed.tools(uri), query)) found.push(symbol);
    } catch (error) {
      left.push(sentenceOf(error));
    }
  }
  return { found: found.slice(0, mostSymbols), left, isCut: found.length > mostSymbols };
}

function openAddresses(
  policies: readonly { readonly uri: string }[],
  tests: readonly { readonly uri: string }[],
): (address: string) => boolean {
  const open = new Set([...policies, ...tests].map(({ uri }) => normalised(uri)));
  return (address) => open.has(address);
}

function inOneSpelling(file: FileMentions): FileMentions {
  return { ...file, address: normalised(file.uri), policies: file.policies?.map(normalised) };
}

function reasonsOf({ incomplete }: WorkspaceFiles): string[] {
  return incomplete === undefined ? [] : [`The workspace has ${incomplete}.`];
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
