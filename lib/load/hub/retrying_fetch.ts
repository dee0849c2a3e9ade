import ky, { isHTTPError } from "ky";

/** Tries after the first one; they begin after 0.3, 0.9, 2.1 and 4.5 seconds if the server says nothing else. */
const RETRIES = 4;
/** A server that wants a longer pause than this many seconds is told to the user instead. */
const LONGEST_PAUSE = 60;
const PASSING = [408, 429, 500, 502, 503, 504];

/**
 * A `fetch` that asks again, after a growing pause, when a connection fails or the server says that it cannot answer now
 * (429, 5xx); a `Retry-After` of at most a minute is kept to. What is sent whole is read before it counts as answered; a
 * range is handed on as it comes, for its reader can go on in the middle.
 *
 * @param fetcher The `fetch` underneath.
 * @param patience Seconds without an answer after which it is asked again.
 * @returns A `fetch` for GET requests; the last answer is given when trying has not helped.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryingFetch(fetcher: typeof fetch, patience: number): typeof fetch {
  const whole: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await fetcher(request);
    if (!response.ok || request.headers.has("range")) return response;
    const { status, statusText, headers } = response;
    return new Response(await response.arrayBuffer(), { status, statusText, headers });
  };
  return async (input, init) => {
    try {
      return await ky(input, {
        ...init,
        fetch: whole,
        timeout: 1000 * patience,
        throwHttpErrors: (status) => PASSING.includes(status),
        retry: {
          limit: RETRIES,
          statusCodes: PASSING,
          afterStatusCodes: PASSING,
          retryOnTimeout: true,
          shouldRetry: ({ error }) => pauseOf(error) > LONGEST_PAUSE ? false : undefined,
        },
      });
    } catch (error) {
      if (!isHTTPError(error)) throw error;
      const headers = new Headers(error.response.headers);
      for (const name of ["content-type", "content-length", "content-encoding"]) headers.delete(name);
      return new Response(null, { status: error.response.status, headers });
    }
  };
}

/** The seconds that an answer asks to wait; 0 if it does not say. */
function pauseOf(error: unknown): number {
  const wanted = isHTTPError(error) && error.response.headers.get("retry-after");
  if (!wanted) return 0;
  const seconds = Number(wanted);
  return Number.isNaN(seconds) ? (Date.parse(wanted) - Date.now()) / 1000 : seconds;
}
