/** The listing for search engines. A data block: it is not executed, and nothing in its texts can end it. */
export function JsonLd({ text }: { readonly text: string }) {
  const html = text.replaceAll('<', '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: html }} />;
}
