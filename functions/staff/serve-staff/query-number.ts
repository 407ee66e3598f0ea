/** A number that an address says; 0 where it says none. */
export const numberIn = (query: URLSearchParams, name: string): number => {
  const text = query.get(name) ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
};
