import { Demo } from './demo';
import { expect, test } from './test';

test('Ctrl-C stops everything that the demo started', async ({}) => {
  // It starts a demo itself, and one of real programs takes minutes.
  test.setTimeout(480_000);
  const demo = await Demo.start();
  const { portal, forge } = demo.addresses;
  await fetch(portal);
  await fetch(forge);

  expect(await demo.stop()).toBe(0);

  await expect(fetch(portal)).rejects.toThrow('fetch failed');
  await expect(fetch(forge)).rejects.toThrow('fetch failed');
});
