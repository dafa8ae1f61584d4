/** Counts down to zero, from whatever side. */
export class Countdown {
  readonly done: Promise<void>;
  private left: number;
  private finish: () => void = () => undefined;

  constructor(left: number) {
    this.left = left;
    this.done = new Promise(resolve => {
      this.finish = resolve;
    });
  }

  less(count: number): void {
    this.left -= count;
    if (this.left <= 0) {
      this.finish();
    }
  }
}
