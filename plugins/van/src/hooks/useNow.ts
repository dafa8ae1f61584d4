import { useSyncExternalStore } from 'react';

/** How often relative times are written anew, in milliseconds. */
const TICK = 30_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const tell of listeners) {
        tell();
      }
    }, TICK);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
    }
  };
}

/**
 * The time, in milliseconds since 1970, of one clock that all components share.
 */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
