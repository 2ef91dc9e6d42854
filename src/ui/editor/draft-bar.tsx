import { access } from '../../language/en/access.ts';
import { Button } from '../../widgets/button.tsx';
import { dropDrafts, openDrafts, useOffered } from './drafts.ts';

/** Offers what was written before the page was loaded. */
export function DraftBar() {
  const offered = useOffered((state) => state.offered);
  if (offered.length === 0) return null;
  return (
    <div className="draft-bar" role="status" data-testid="drafts">
      <span>{access('draftKept', { names: offered.map(({ name }) => name).join(', ') })}</span>
      <Button small tone="primary" onClick={openDrafts}>
        {access('draftOpen')}
      </Button>
      <Button small onClick={dropDrafts}>
        {access('draftDrop')}
      </Button>
    </div>
  );
}
