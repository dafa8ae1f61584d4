/**
 * The function, called once for each object that it is given: who gives the same object again gets the same result.
 * API servers of one process share in this way what they make of the definitions that they share.
 *
 * @internal
 */
export function onceForEach<Input extends object, Output>(
  make: (input: Input) => Output,
): (input: Input) => Output {
  const made = new WeakMap<Input, { output: Output }>();
  return input => {
    const known = made.get(input) ?? { output: make(input) };
    made.set(input, known);
    return known.output;
  };
}
