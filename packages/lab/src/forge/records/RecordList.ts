/**
 * Records of one kind, kept in the order in which they came.
 *
 * @internal
 */
export class RecordList<T extends { id: number }> {
  constructor(
    private readonly items: T[],
    private readonly file: { nextId(): number; save(): Promise<void> },
  ) {}

  /** Those that match, oldest first. */
  list(matches: (item: T) => boolean = () => true): T[] {
    return this.items.filter(matches);
  }

  find(id: number): T | undefined {
    return this.items.find(item => item.id === id);
  }

  async add(build: (id: number) => T): Promise<T> {
    const item = build(this.file.nextId());
    this.items.push(item);
    await this.file.save();
    return item;
  }

  async replace(item: T): Promise<T> {
    const index = this.items.findIndex(({ id }) => id === item.id);
    this.items[index] = item;
    await this.file.save();
    return item;
  }

  async remove(id: number): Promise<void> {
    const index = this.items.findIndex(item => item.id === id);
    if (index >= 0) {
      this.items.splice(index, 1);
      await this.file.save();
    }
  }
}
