import type { CancellationToken, TextDocuments, WorkspaceSymbol } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type FileMentions, policyMentions } from "../service/navigation/mentions";
import { mostSymbols } from "../service/navigation/mostSymbols";
import { listedTools, workspaceSymbols } from "../service/navigation/workspaceSymbols";
import { testMentions } from "../service/policyTests/testMentions";
import type { Snapshot } from "../service/snapshot";
import { normalised } from "./addresses";
import { askAbout } from "./closed/askAbout";
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
  const isOpen = openAddresses(openPolicies(), openTests());
  const { answers, left } = await askAbout(
    [...files.all("policy"), ...files.all("test")].filter((uri) => !isOpen(uri)),
    (uri) => closed.mentions(uri, names),
    () => token?.isCancellationRequested === true,
  );
  const stored = answers.filter((mentions) => mentions !== undefined);
  // Taken last, so that what was opened or edited meanwhile counts as it is now.
  const policies = openPolicies();
  const tests = openTests();
  const isOpenNow = openAddresses(policies, tests);
  const open = [
    ...policies.map((snapshot) => policyMentions(snapshot, names, snapshot.version)),
    ...tests.map((document) => testMentions(document.uri, document.getText(), names, document.version)),
  ];
  return {
    found: [...open, ...stored.filter(({ uri }) => !isOpenNow(uri))].map(inOneSpelling),
    left: [...reasonsOf(files), ...left],
  };
}

/** The tools that the policies of the workspace list, by a query; `isCut` when there are more than an answer has. */
export async function searchSymbols(
  { files, closed, openPolicies }: Searched,
  query: string,
  token?: CancellationToken,
): Promise<SearchResult<WorkspaceSymbol[]> & { readonly isCut: boolean }> {
  await files.findAgain();
  const policies = openPolicies();
  const isOpen = openAddresses(policies, []);
  const inOpen = policies.flatMap((snapshot) => workspaceSymbols(snapshot.uri, listedTools(snapshot), query));
  let count = inOpen.length;
  const { answers, left } = await askAbout(
    files.all("policy").filter((uri) => !isOpen(uri)),
    async (uri) => workspaceSymbols(uri, await closed.tools(uri), query),
    (symbols) => {
      count += symbols?.length ?? 0;
      return token?.isCancellationRequested === true || count > mostSymbols;
    },
  );
  const found = [...inOpen, ...answers.flat()];
  return {
    found: found.slice(0, mostSymbols),
    left: [...reasonsOf(files), ...left],
    isCut: found.length > mostSymbols,
  };
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

function reasonsOf({ incomplete }: WorkspaceFiles): readonly string[] {
  return incomplete === undefined ? [] : [`The workspace has ${incomplete}.`];
}
