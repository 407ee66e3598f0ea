/** Under which the same line is found whoever writes its name: "n 21" is N21 (rules B9 and V8). */
export const lineKey = (line: string): string => line.replaceAll(/\s/g, '').toUpperCase();
