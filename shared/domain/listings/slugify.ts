/** Letters and digits of ASCII between single hyphens, at most so many; '' when nothing is left. */
export const slugify = (text: string, most = Number.POSITIVE_INFINITY): string =>
  text
    .slice(0, 1_000)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, most)
    .replace(/-$/, '');
