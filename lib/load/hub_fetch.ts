const REDIRECTS = 5;

/**
 * A `fetch` that shows the token to the hub's own host and to no other, whatever redirects say.
 *
 * @param fetcher The `fetch` underneath.
 * @param endpoint The hub's address, such as `https://huggingface.co`.
 * @param token The access token, if there is one.
 * @returns A `fetch` for GET requests.
 */
export function hubFetch(fetcher: typeof fetch, endpoint: string, token?: string): typeof fetch {
  const home = new URL(endpoint).origin;
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input);
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const headers = new Headers(init?.headers);
      headers.delete("authorization");
      if (token && url.origin === home) headers.set("authorization", `Bearer ${token}`);
      const response = await fetcher(url, { ...init, headers, redirect: "manual" });
      const next = response.status >= 300 && response.status < 400 && response.headers.get("location");
      if (!next) return response;
      await response.body?.cancel();
      url = new URL(next, url);
    }
    throw new TypeError(`more than ${REDIRECTS} redirects from ${home}`);
  };
}
