/** Starts something on the port, or on any free one when that is taken. */
export async function onFreePort<T>(
  port: number | undefined,
  start: (port: number | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if (port !== undefined && isAddressInUse(error)) {
      return start(undefined);
    }
    throw error;
  }
}

function isAddressInUse(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'EADDRINUSE'
  );
}
