import { clockTime, relativeTime } from './time';

const now = Date.parse('2026-11-22T14:06:00Z');

describe('relativeTime', () => {
  it.each([
    ['2026-11-22T14:05:40Z', 'just now'],
    ['2026-11-22T14:02:00Z', '4 min ago'],
    ['2026-11-22T11:06:00Z', '3 hr ago'],
    ['2026-11-20T14:06:00Z', '2 days ago'],
    ['2025-10-20T14:06:00Z', '1 yr ago'],
  ])('says %s', (at, words) => {
    expect(relativeTime(at, now)).toBe(words);
  });
});

describe('clockTime', () => {
  it('says the day only where the time of day could be mistaken', () => {
    expect(clockTime('2026-11-22T14:02:00Z', now)).toMatch(/^\d\d:02$/);
    expect(clockTime('2026-11-20T14:02:00Z', now)).toMatch(/ Nov, \d\d:02$/);
  });
});
