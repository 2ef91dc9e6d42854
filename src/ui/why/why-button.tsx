import { why } from '../../language/en/why.ts';
import type { WhyQuery } from '../../protocol/why.ts';
import { Button } from '../../widgets/button.tsx';
import { askWhy } from './ask.ts';

interface WhyButtonProps {
  readonly query: WhyQuery;
  /** What it is about, in words. */
  readonly about: string;
  /** The key that asks the same where this stands. */
  readonly shortcut?: string;
}

/** Opens the chain of causes of something. */
export function WhyButton({ query, about, shortcut }: WhyButtonProps) {
  return (
    <Button
      small
      icon="unknown"
      title={why('askHint')}
      onClick={() => askWhy(query, about)}
      {...(shortcut === undefined ? {} : { shortcut })}
    >
      {why('ask')}
    </Button>
  );
}
