const limits = [10, 15, 20, 26, 34, 44, 60] as const;

/**
 * A class that tells the stylesheet how long a text is at most, so that it can choose a size that fits: an inline
 * style would say it exactly, but the content security policy allows none.
 */
export function fitClass(text: string): string {
  return `fit-${limits.find((limit) => text.length <= limit) ?? 60}`;
}
