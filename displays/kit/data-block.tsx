/** Data for the page's script. A data block is not executed, so no content security policy needs to make room for it. */
export function DataBlock({ id, data }: { readonly id: string; readonly data: unknown }) {
  return <script type="application/json" id={id} dangerouslySetInnerHTML={{ __html: jsonForHtml(data) }} />;
}

/** JSON that cannot end the element it stands in, whatever the texts hold. */
export function jsonForHtml(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
