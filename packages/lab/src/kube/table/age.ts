const second = 1;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

function pair(
  value: number,
  units: { large: [number, string]; small: [number, string] },
): string {
  const [largeSize, largeName] = units.large;
  const [smallSize, smallName] = units.small;
  const large = Math.floor(value / largeSize);
  const small = Math.floor((value % largeSize) / smallSize);
  return small === 0
    ? `${large}${largeName}`
    : `${large}${largeName}${small}${smallName}`;
}

/** A duration in seconds as kubectl shows it: `45s`, `3m20s`, `5h`, `4d2h`, `1y30d`. */
export function humanDuration(seconds: number): string {
  const value = Math.floor(seconds);
  if (value < -1) {
    return '<invalid>';
  }
  if (value < 0) {
    return '0s';
  }
  if (value < 2 * minute) {
    return `${value}s`;
  }
  if (value < 10 * minute) {
    return pair(value, { large: [minute, 'm'], small: [second, 's'] });
  }
  if (value < 3 * hour) {
    return `${Math.floor(value / minute)}m`;
  }
  if (value < 8 * hour) {
    return pair(value, { large: [hour, 'h'], small: [minute, 'm'] });
  }
  if (value < 2 * day) {
    return `${Math.floor(value / hour)}h`;
  }
  if (value < 8 * day) {
    return pair(value, { large: [day, 'd'], small: [hour, 'h'] });
  }
  if (value < 2 * year) {
    return `${Math.floor(value / day)}d`;
  }
  if (value < 8 * year) {
    return pair(value, { large: [year, 'y'], small: [day, 'd'] });
  }
  return `${Math.floor(value / year)}y`;
}

/** How long ago a time was, as kubectl shows it; `<unknown>` without one. */
export function age(time: string | undefined, now: Date): string {
  if (!time) {
    return '<unknown>';
  }
  const milliseconds = now.getTime() - new Date(time).getTime();
  return Number.isNaN(milliseconds)
    ? '<invalid>'
    : humanDuration(milliseconds / 1000);
}
