import { setTimeout as sleep } from 'node:timers/promises';

const pauseMilliseconds = 50;
const limitMilliseconds = 60_000;

/** Asks again until the answer is as wanted, and gives it. Rejects with the last answer when that takes a minute. */
export async function until<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  const end = Date.now() + limitMilliseconds;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(
        `This did not become what was waited for: ${JSON.stringify(answer)}`,
      );
    }
    await sleep(pauseMilliseconds);
  }
}
