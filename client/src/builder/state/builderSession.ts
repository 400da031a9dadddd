import * as l10n from "@vscode/l10n";
import type { TextEdit } from "vscode-languageserver-types";
import {
  type BuilderChange,
  type BuilderResult,
  type BuilderRow,
  builderEditRequest,
  builderRequest,
  nothingBuilt,
  type TryConditionParams,
  tryConditionRequest,
} from "../../../../server/src/protocol/builder";
import type { ParamsOf, PolicyRequest, ResultOf } from "../../../../server/src/protocol/requests";
import type { HostMessage, PageMessage } from "./messages";

/** What a session needs of VS Code. */
export interface SessionHost {
  readonly uri: string;
  readonly policyName: string;
  request<Request extends PolicyRequest>(method: Request, params: ParamsOf<Request>): Promise<ResultOf<Request>>;
  /** The version of the text. */
  version(): number;
  /** Makes the edits as one step that undo takes back; false when the text could not be changed. */
  apply(edits: readonly TextEdit[]): Promise<boolean>;
  send(message: HostMessage): void;
}

/** A text that changes faster than the server answers is not chased for ever. */
const mostAttempts = 5;

const noAnswer = (): string => l10n.t("The language server does not answer. Its log says why.");

/** One policy in one builder: shows what the server says of its text, and has it make the changes. Nothing throws. */
export class BuilderSession {
  readonly #host: SessionHost;
  #tool: string | null = null;
  #shown: BuilderResult | undefined;
  #sentRows: readonly BuilderRow[] | undefined;
  #listens = false;
  #isAsking = false;
  #isStale = false;
  #changes: Promise<void> = Promise.resolve();

  constructor(host: SessionHost) {
    this.#host = host;
  }

  /** What is on show; undefined before the first answer. */
  get shown(): BuilderResult | undefined {
    return this.#shown;
  }

  /** The tool whose parts are shown; null: the policy as a whole. */
  get tool(): string | null {
    return this.#tool;
  }

  /** The page is new, or was hidden: it has nothing. */
  begin(tool: string | null): Promise<void> {
    this.#listens = true;
    this.#sentRows = undefined;
    this.#tool = tool;
    return this.refresh();
  }

  /** The page was hidden: what is sent to it is lost. */
  end(): void {
    this.#listens = false;
  }

  /** Shows the parts of another tool. */
  select(tool: string | null): Promise<void> {
    this.#tool = tool;
    return this.refresh();
  }

  /** Asks the server again; while it is asked, later changes wait for one more question. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#isStale && this.#listens) {
      this.#isStale = false;
      await this.#ask();
    }
    this.#isAsking = false;
  }

  /** Makes a change, after those before it. */
  change(change: BuilderChange): Promise<void> {
    this.#changes = this.#changes.then(() => this.#make(change));
    return this.#changes;
  }

  /** Makes a fix that is on show, unless the text has changed since. */
  async fix({ finding, fix }: { readonly finding: number; readonly fix: number }): Promise<void> {
    const edits = this.#shown?.detail?.findings[finding]?.fixes[fix]?.edits;
    if (edits === undefined || this.#shown?.version !== this.#host.version()) {
      this.#refuse(l10n.t("The text has changed meanwhile. Look at it again."));
      return;
    }
    if (!(await this.#host.apply(edits))) this.#refuse(l10n.t("The text could not be changed."));
  }

  /** Tries a condition on values. */
  async try({ about, condition, samples }: Extract<PageMessage, { type: "try" }>): Promise<void> {
    if (this.#tool === null) return;
    const params: TryConditionParams = { ...this.#document(), tool: this.#tool, condition, samples };
    try {
      const { tries } = await this.#host.request(tryConditionRequest, params);
      if (this.#listens) this.#host.send({ type: "tries", about, tries });
    } catch {
      // The next state says that the server does not answer.
    }
  }

  async #ask(): Promise<void> {
    const tool = this.#tool;
    try {
      this.#shown = await this.#host.request(builderRequest, { ...this.#document(), tool });
    } catch {
      this.#shown = { ...nothingBuilt, notBuilt: noAnswer() };
    }
    if (!this.#listens || this.#isStale) return;
    const { rows, ...policy } = this.#shown;
    const areSame = this.#sentRows !== undefined && JSON.stringify(this.#sentRows) === JSON.stringify(rows);
    this.#sentRows = rows;
    this.#host.send({
      type: "state",
      state: { policyName: this.#host.policyName, tool, policy: { ...policy, rows: areSame ? "same" : rows } },
    });
  }

  /** The server answers for the text that it has: one that has changed since is asked about again. */
  async #make(change: BuilderChange): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const version = this.#host.version();
      try {
        const { edits, refused } = await this.#host.request(builderEditRequest, { ...this.#document(), change });
        if (this.#host.version() !== version) continue;
        if (refused !== null) this.#refuse(refused);
        else if (edits.length > 0 && !(await this.#host.apply(edits)))
          this.#refuse(l10n.t("The text could not be changed."));
      } catch {
        this.#refuse(noAnswer());
      }
      return;
    }
    this.#refuse(l10n.t("The text changes too fast. Nothing was changed."));
  }

  #refuse(why: string): void {
    if (this.#listens) this.#host.send({ type: "refused", why });
  }

  #document(): { readonly textDocument: { readonly uri: string } } {
    return { textDocument: { uri: this.#host.uri } };
  }
}
