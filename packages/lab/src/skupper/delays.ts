/**
 * How long the parts of Skupper take, in milliseconds. The defaults were measured at real routers and adaptors.
 *
 * @public
 */
export interface AdaptorDelays {
  /** Silence after which what a router or an adaptor had told is forgotten. Default 30,000. */
  loss: number;
  /** From the first sound of a site until it is listed. Default 8,000. */
  return: number;
  /** From the site's record to the records of what its routers have, both ways. Default 1,000. */
  records: number;
  /** Least time between two writes of the network's status. Default 1,000. */
  write: number;
  /** From the start of an adaptor until others list its site, when its router ran all the time. Default 1,500. */
  adaptorStart: number;
  /** From a new start of an adaptor until it writes a list that has its own site alone. Default 2,800. */
  restart: number;
  /** From then on until it lists the other sites, without routers. Default 4,000. */
  rediscovery: number;
  /** From then on until it has their routers. Default 3,000. */
  rediscoveryRecords: number;
  /** Until a router's container runs again after it ended. Default 1,000. */
  routerStart: number;
  /** From a router's new start until its links and ports are back. Default 2,500. */
  relink: number;
  /** From a Link's creation until the router has it. Default 8,000. */
  linkConfigured: number;
  /** Between two complete synchronizations of a router's configuration. Default 300,000. */
  resync: number;
}

export const measuredDelays: AdaptorDelays = {
  loss: 30_000,
  return: 8_000,
  records: 1_000,
  write: 1_000,
  adaptorStart: 1_500,
  restart: 2_800,
  rediscovery: 4_000,
  rediscoveryRecords: 3_000,
  routerStart: 1_000,
  relink: 2_500,
  linkConfigured: 8_000,
  resync: 300_000,
};

/**
 * The delays of one network. Until it is {@link NetworkClock.begin | begun} nothing waits, so that a network that is
 * meant to have run for long is there at once.
 */
export class NetworkClock {
  private readonly measured: AdaptorDelays;
  private begun = false;

  constructor(delays: Partial<AdaptorDelays> = {}) {
    this.measured = { ...measuredDelays, ...delays };
  }

  /** From now on everything takes its time. */
  begin(): void {
    this.begun = true;
  }

  /** Milliseconds of a delay; of a loss that lasts since a given time, what remains of it. */
  delay(what: keyof AdaptorDelays, since?: Date): number {
    if (!this.begun) {
      return what === 'write' ? Math.min(this.measured.write, 200) : 0;
    }
    const passed = since ? Date.now() - since.getTime() : 0;
    return Math.max(0, this.measured[what] - passed);
  }
}
