/** What a visitor wrote, as text alone. Nobody has said in which language, nor which way it runs. */
export function VisitorWords({ words }: { readonly words: string | null }) {
  if (words === null) return <>Nothing</>;
  return (
    <blockquote class="staff-words" lang="" dir="auto">
      {words}
    </blockquote>
  );
}
