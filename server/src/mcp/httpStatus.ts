import { hostOf } from "./httpExchange";
import { NotUnderstood, ServerFailure } from "./serverFailure";

/** Why a server does not do what it was asked, by the status of its answer. */
export function statusFailure(status: number, url: string, body: string): ServerFailure {
  const host = hostOf(url);
  const said = body.trim() === "" || /^\s*</.test(body) ? "" : ` It said: ${body.trim().slice(0, 300)}`;
  if (status === 401 || status === 403)
    return new ServerFailure(
      `${host} wants a login (HTTP ${status}). A login is not done here: put a token into an environment variable, and name it for a header, such as Authorization.`,
    );
  if (status === 429 || status === 503)
    return new ServerFailure(`${host} is busy (HTTP ${status}). Try again later.${said}`);
  return new NotUnderstood(`${host} answers with HTTP ${status}.${said}`);
}
