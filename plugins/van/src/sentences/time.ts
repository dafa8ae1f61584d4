const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
];

/** Half a day: within it, a time of day cannot be taken for another one. */
const HALF_DAY = 12 * 3600 * 1000;

/**
 * `4 min ago`.
 */
export function relativeTime(at: string, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const format = new Intl.RelativeTimeFormat('en', {
    numeric: 'always',
    style: 'short',
  });
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return format.format(Math.trunc(seconds / length), unit).replace('.', '');
    }
  }
  return 'just now';
}

/**
 * `14:02` within the last hours, `21 Nov, 14:02` before that, in the viewer's zone.
 */
export function clockTime(at: string, now: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  });
  if (Math.abs(now - date.getTime()) < HALF_DAY) {
    return time;
  }
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
  });
  return `${day}, ${time}`;
}

/**
 * Date, time and zone: for those who must know exactly.
 */
export function exactTime(at: string): string {
  return new Date(at).toLocaleString('en-GB', {
    dateStyle: 'long',
    timeStyle: 'long',
  });
}
