import type { CancellationToken } from "vscode";
import type { ParamsOf, PolicyRequest, ResultOf } from "../../../server/src/protocol/requests";

/** What the features need of the language client: requests that wait for the running server, also after a restart. */
export interface LanguageClientLike {
  sendRequest<Request extends PolicyRequest>(
    method: Request,
    params: ParamsOf<Request>,
    token?: CancellationToken,
  ): Promise<ResultOf<Request>>;
}
