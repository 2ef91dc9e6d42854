import type { ReactNode } from 'react';

/** A sentence in which names with hyphens stand whole in a line; one longer than a line is broken after all. */
export function wholeNames(text: string): ReactNode {
  return text.split(/(\S*\w-\w\S*)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other key, and no state
      <span key={index} className="whole-name">
        {part}
      </span>
    ),
  );
}
