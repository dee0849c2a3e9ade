import { LoadError } from "../load_error.ts";

/**
 * Makes the error for a failed request to the hub: what the status means (undefined: no response), and what to do.
 * `page` is the address of the data set or model, which `kind` says it is.
 */
export function hubError(
  status: number | undefined,
  file: string,
  page: string,
  cause?: unknown,
  kind = "data set",
): LoadError {
  const [reason, remedy] = explain(status, page, cause, kind);
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
