const plain = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What a browser would send of a page's hidden fields, with what somebody has chosen or typed. */
export function sentForm(
  html: string,
  typed: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const hidden: Record<string, string> = {};
  for (const [input] of html.matchAll(/<input\b(?:[^>"]|"[^"]*")*>/g)) {
    const attribute = (name: string) => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(input)?.[1] ?? '');
    if (attribute('type') === 'hidden') hidden[attribute('name')] = attribute('value');
  }
  return { ...hidden, ...typed };
}
