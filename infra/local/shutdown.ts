type Undo = () => Promise<void> | void;

/** Undoes in reverse order what was started, once, also when the start itself was broken off. */
export class Shutdown {
  private readonly undo: Undo[] = [];
  private ending: Promise<void> | undefined;

  get begun(): boolean {
    return this.ending !== undefined;
  }

  /** Something started after the end has begun is undone at once. */
  async add(undo: Undo): Promise<void> {
    if (this.begun) await undo();
    else this.undo.push(undo);
  }

  run(): Promise<void> {
    this.ending ??= this.undoAll();
    return this.ending;
  }

  private async undoAll(): Promise<void> {
    for (const undo of this.undo.reverse()) {
      try {
        await undo();
      } catch {
        // One thing that does not end properly keeps no other from ending.
      }
    }
  }
}
