import '../../welcome/near-me.ts';

/**
 * Follows the map's links in place: fetches the page that they lead to and takes its map. Whatever fails is an
 * ordinary link again.
 */
function drive(section: HTMLElement): void {
  let latest = 0;

  async function show(href: string): Promise<void> {
    const turn = ++latest;
    try {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      // A later press is under way: its map is the one that is wanted.
      if (turn !== latest) return;
      takeFrom(page);
      history.replaceState(null, '', href);
    } catch {
      location.assign(href);
    }
  }

  function takeFrom(page: Document): void {
    const focused = section.contains(document.activeElement) ? document.activeElement : null;
    const { move } = (focused as HTMLElement | null)?.dataset ?? {};
    const address = focused?.getAttribute('href');
    for (const part of ['.map-says', '.map-body', '.choices']) {
      const [mine, fresh] = [document.querySelector(part), page.querySelector(part)];
      if (!mine || !fresh) throw new Error(`The page has no ${part}.`);
      mine.replaceChildren(...fresh.childNodes);
    }
    showKeys();
    if (!focused) return;
    const same = [...section.querySelectorAll<HTMLElement | SVGElement>('a[href]')].find((link) =>
      move ? link.dataset.move === move : link.getAttribute('href') === address,
    );
    (same ?? section.querySelector<HTMLElement>('.map-body'))?.focus();
  }

  const showKeys = () => section.querySelector('.map-keys')?.removeAttribute('hidden');
  const linkOf = (move: string) => section.querySelector<HTMLAnchorElement>(`a[data-move="${move}"]`);

  section.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    const isOfMap = link?.matches('[data-move], .plate');
    if (!isOfMap || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void show(link?.getAttribute('href') ?? '');
  });
  section.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    const isInMap = (event.target as Element).closest('.map-body');
    if (!move || !isInMap || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    linkOf(move)?.click();
  });
  showKeys();
}

const MOVES: Readonly<Record<string, string>> = {
  ArrowUp: 'moveNorth',
  ArrowDown: 'moveSouth',
  ArrowLeft: 'moveWest',
  ArrowRight: 'moveEast',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
};

const section = document.querySelector<HTMLElement>('section#map');
if (section) drive(section);
