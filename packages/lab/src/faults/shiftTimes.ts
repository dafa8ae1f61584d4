/** A time as Kubernetes writes it into JSON: UTC, with or without a fraction. */
const time = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z"/g;

/** Moves every time that is a value in the JSON text by so many milliseconds. Fractions stay as they are written. */
export function shiftTimes(json: string, milliseconds: number): string {
  return json.replace(time, (_all, seconds: string, fraction = '') => {
    const shifted = new Date(Date.parse(`${seconds}Z`) + milliseconds);
    return `"${shifted.toISOString().slice(0, 19)}${fraction}Z"`;
  });
}
