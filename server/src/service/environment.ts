import { emptyCatalogue, type ToolCatalogue } from "../catalogue/catalogue";
import type { PolicyPlace, ServerChoice } from "../catalogue/chooseServer";
import type { Assumptions } from "../policy/model/assumptions";
import { defaultSettings, type Settings } from "./settings";

/** What a feature may know of the world beside the document. Hosts fill it; tests make it up. */
export interface Environment {
  /** The tools of the server that the document is about. */
  readonly catalogue: ToolCatalogue;
  /** How that server was chosen, and out of which. */
  readonly server?: {
    readonly choice: ServerChoice;
    readonly servers: readonly string[];
    readonly place: PolicyPlace;
    /** Files of servers that are not read, each a sentence that says why. */
    readonly unread?: readonly string[];
  };
  /** The instant of the request, epoch milliseconds: the service has no clock. */
  readonly now: number;
  /** Whether the editor understands `command:` links in a hover and our client commands (VS Code does, others do not). */
  readonly clientCommands: boolean;
  /** Whether the editor can insert snippets, with places to type in; else it gets plain text. */
  readonly snippets: boolean;
  /** Whether the editor asks for the edits of a code action only when a person has chosen it. */
  readonly resolvesEdits: boolean;
  /** Whether the editor takes defaults for the items of a completion, and asks for the details of the one it shows. */
  readonly shortCompletions?: boolean;
  /** What the person has set for this document, over what its repository has configured. */
  readonly settings: Settings;
  /** How calls are decided where the documentation is silent, as the repository has configured it. */
  readonly assumptions?: Partial<Assumptions>;
  /** The configuration that applies to the document, to be written into: its address, and its text if there is one. */
  readonly config?: { readonly uri: string; readonly text: string | undefined };
  /** Whether the editor makes a new file when an edit asks for it. */
  readonly createsFiles?: boolean;
  /** Folder of the rules' pages, as an address that ends in a slash; undefined where the editor has none. */
  readonly rulePages: string | undefined;
}

/** An environment that knows no tools and none of our commands. */
export const bareEnvironment: Environment = {
  catalogue: emptyCatalogue,
  now: 0,
  clientCommands: false,
  snippets: true,
  resolvesEdits: false,
  settings: defaultSettings,
  rulePages: undefined,
};
