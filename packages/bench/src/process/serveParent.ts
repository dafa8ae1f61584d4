/**
 * The part of a script that {@link BenchProcess} starts: does what the parent's input says, tells the parent, and stops
 * when the parent is done or gone.
 */
export async function serveParent(
  start: (
    input: unknown,
  ) => Promise<{ ready: object; stop: () => Promise<void> }>,
): Promise<void> {
  const input: unknown = JSON.parse(process.argv[2]);
  const { ready, stop } = await start(input);
  process.once('disconnect', () => {
    stop().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.send?.({ ready });
}
