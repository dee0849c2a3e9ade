import { LoadError } from "../load_error.ts";

/**
 * What a failed answer of the hub means, and what to do.
 *
 * @param status The HTTP status; undefined if there was no answer.
 * @param file What was asked for, as errors name it.
 * @param repoUrl The page of the data set or model.
 * @param cause The error underneath.
 * @param kind What was asked for, as errors call it.
 * @returns The error to throw.
 */
export function hubError(
  status: number | undefined,
  file: string,
  repoUrl: string,
  cause?: unknown,
  kind = "data set",
): LoadError {
  const [reason, remedy] = explain(status, repoUrl, cause, kind);
  return new LoadError(reason, { file }, remedy, { cause });
}

function explain(
  status: number | undefined,
  page: string,
  cause: unknown,
  kind: string,
): [reason: string, remedy: string] {
  switch (status) {
    case undefined:
      return [
        `the hub at ${new URL(page).origin} cannot be reached (${
          cause instanceof Error ? cause.message : cause
        })`,
        "Check the network, and HF_ENDPOINT if you use a mirror.",
      ];
    case 401:
      return [
        "the hub does not show it without a valid token (401)",
        `Check the owner and the name; if they are right, set HF_TOKEN to a token that may read the ${kind}.`,
      ];
    case 403:
      return [
        "the hub refuses access (403)",
        `Open ${page}, accept its terms if it has any, and set HF_TOKEN to a token that may read the ${kind}.`,
      ];
    case 404:
      return [
        `the hub has no such ${kind}, revision or file (404)`,
        `Check the address against ${page}; a private ${kind} needs HF_TOKEN.`,
      ];
    case 429:
      return ["the hub asks to slow down (429)", "Wait a few minutes, or set HF_TOKEN for a higher limit."];
    default:
      return [`the hub answered with status ${status}`, "Try again later."];
  }
}
