/** A page of a list that is known whole. A number that no page has is the nearest that one has. */
export function partOf<T>(all: readonly T[], most: number, asked: number) {
  const pages = Math.max(1, Math.ceil(all.length / most));
  const page = Math.min(pages, Math.max(1, asked));
  return { shown: all.slice((page - 1) * most, page * most), page, pages };
}

interface PageLinksProps {
  readonly page: number;
  readonly pages: number;
  readonly path: string;
}

/** To the pages before and after this one. */
export function PageLinks({ page, pages, path }: PageLinksProps) {
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages">
      <p class="govuk-body">
        Page {page} of {pages}
      </p>
      <p class="govuk-body">
        {page > 1 && (
          <a class="govuk-link" href={`${path}?page=${page - 1}`}>
            Previous page
          </a>
        )}{' '}
        {page < pages && (
          <a class="govuk-link" href={`${path}?page=${page + 1}`}>
            Next page
          </a>
        )}
      </p>
    </nav>
  );
}
