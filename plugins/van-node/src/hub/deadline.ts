/**
 * Runs something with a signal that aborts when time is up or the caller's signal does. When time is up it rejects with
 * `toError()`; when the caller aborts, with the caller's reason; and at once, even where `run` does not listen.
 *
 * @internal
 */
export async function deadline<T>(
  options: { timeoutMs: number; signal?: AbortSignal; toError: () => Error },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal, toError } = options;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(toError()), timeoutMs);
  const follow = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', follow, { once: true });
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener(
      'abort',
      () => reject(controller.signal.reason),
      { once: true },
    );
  });
  try {
    return await Promise.race([run(controller.signal), aborted]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', follow);
  }
}
