/** Stops in the reverse order of the starts; one that fails does not keep the others from being stopped. */
export async function stopAll(
  stops: Array<() => Promise<void>>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch(error => failures.push(error));
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, 'Some of the lab could not be stopped');
  }
}
