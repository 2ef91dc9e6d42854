const classes: Readonly<Record<string, string>> = { '+': 'add', '-': 'del', '@': 'at' };

/** A difference as `diff -u` prints it. The text is set as text, never as markup. */
export function DiffView({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre className="diff-view" tabIndex={0}>
      {text
        .split('\n')
        .filter((line) => line !== '')
        .map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, only a place
          <span key={index} className={classes[line[0]!]}>{`${line}\n`}</span>
        ))}
    </pre>
  );
}
