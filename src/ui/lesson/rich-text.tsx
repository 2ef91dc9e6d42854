/** Words with `code` between backquotes; paragraphs are parted by empty lines. */
export function RichText({ text }: { readonly text: string }) {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return paragraphs.map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs never move
    <p key={index}>
      <Inline text={paragraph} />
    </p>
  ));
}

/** One line of such words. */
export function Inline({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts never move
    index % 2 === 1 ? <code key={index}>{part}</code> : <span key={index}>{part}</span>,
  );
}
