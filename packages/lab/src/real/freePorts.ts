import { freePort } from '../cli/freePort';

/** As many different ports of loopback that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    ports.add(await freePort(0));
  }
  return [...ports];
}
