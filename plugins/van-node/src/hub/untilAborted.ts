/**
 * Waits for something that goes on for others when the signal aborts; then it rejects at once with the signal's reason.
 *
 * @internal
 */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) {
    return promise;
  }
  const settled = new AbortController();
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        const onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { signal: settled.signal });
        if (signal.aborted) {
          onAbort();
        }
      }),
    ]);
  } finally {
    settled.abort();
  }
}
