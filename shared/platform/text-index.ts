import MiniSearch from 'minisearch';

export interface IndexedText {
  readonly id: string;
  readonly name: string;
  /** What else it is known by: locality, cuisine, keywords. */
  readonly more: string;
}

/** Lower case, and letters without their accents: who types "cafe" or "Peairt" finds "Café" and "Pèairt". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** One mistake in five letters, as typed on a phone in the wind. */
const FUZZY = 0.2;

/** Text search over what fits in memory (MiniSearch, MIT). */
export class TextIndex {
  private readonly index = new MiniSearch<IndexedText>({
    fields: ['name', 'more'],
    processTerm: plain,
    searchOptions: {
      boost: { name: 3 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 3 ? FUZZY : 0),
      combineWith: 'AND',
    },
  });

  constructor(texts: Iterable<IndexedText>) {
    this.index.addAll([...texts]);
  }

  /** Scores by id; empty where nothing answers. */
  search(text: string): Map<string, number> {
    return new Map(this.index.search(text).map(({ id, score }) => [String(id), score]));
  }
}
