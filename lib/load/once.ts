/**
 * Runs an asynchronous task at most once and shares its result; after a failure the next call tries again.
 */
export function once<T>(task: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () =>
    result ??= task().catch((error) => {
      result = undefined;
      throw error;
    });
}
