const REDIRECTS = 5;

/**
 * A `fetch` that shows the token to the hub's own host and to no other, whatever redirects say. What the hub says of the
 * file when it redirects to another host (`x-linked-etag`) is among the answer's headers.
 *
 * @param fetcher The `fetch` underneath.
 * @param endpoint The hub's address, such as `https://huggingface.co`.
 * @param token The access token, if there is one.
 * @returns A `fetch` for GET requests.
 */
export function hubFetch(fetcher: typeof fetch, endpoint: string, token?: string): typeof fetch {
  const home = new URL(endpoint).origin;
  return async (input, init) => {
    const request = new Request(input, init);
    let url = new URL(request.url);
    let linked: string | null = null;
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const headers = new Headers(request.headers);
      headers.delete("authorization");
      if (token && url.origin === home) headers.set("authorization", `Bearer ${token}`);
      const response = await fetcher(url, { headers, redirect: "manual", signal: request.signal });
      linked = url.origin === home ? response.headers.get(LINKED) ?? linked : linked;
      const next = response.status >= 300 && response.status < 400 && response.headers.get("location");
      if (!next) return withHeader(response, linked);
      await response.body?.cancel();
      url = new URL(next, url);
    }
    throw new TypeError(`more than ${REDIRECTS} redirects from ${home}`);
  };
}

const LINKED = "x-linked-etag";

function withHeader(response: Response, linked: string | null): Response {
  if (linked === null || response.headers.get(LINKED) === linked) return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set(LINKED, linked);
  return new Response(response.body, { status, statusText, headers });
}
