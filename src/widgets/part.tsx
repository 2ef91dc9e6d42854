import { type ComponentType, lazy, useEffect, useState } from 'react';
import { access } from '../language/en/access.ts';
import { Boundary } from './boundary.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { StateCard } from './state-card.tsx';

interface Closable {
  /** With it, what failed is said in a dialog that can be closed; without, in the part's place. */
  readonly onClose?: (() => void) | undefined;
}

/** Asks again for style sheets that did not come: the bundler's loader asks for each only once. */
async function sheetsAgain(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
  await Promise.all(
    links
      .filter(({ sheet }) => sheet === null)
      .map(
        (link) =>
          new Promise((resolve, reject) => {
            const again = document.createElement('link');
            again.rel = 'stylesheet';
            again.crossOrigin = link.crossOrigin;
            again.onload = resolve;
            again.onerror = reject;
            again.href = link.href;
            link.replaceWith(again);
          }),
      ),
  );
}

interface NotShownProps extends Closable {
  readonly isMissing: boolean;
  readonly quiet: boolean;
  readonly retry: () => void;
  readonly onGone: () => void;
}

function NotShown({ isMissing, quiet, retry, onGone, onClose }: NotShownProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it goes
  useEffect(() => onGone, []);
  if (quiet) return null;
  const card = (
    <StateCard
      wrong
      title={access(isMissing ? 'partMissing' : 'partBroken')}
      actions={
        <Button small tone="primary" onClick={retry}>
          {access('crashAgain')}
        </Button>
      }
    >
      {access(isMissing ? 'partMissingText' : 'partBrokenText')}
    </StateCard>
  );
  if (onClose === undefined) return <div className="part-card">{card}</div>;
  return (
    <Dialog title={access('crashTitle')} onClose={onClose}>
      {card}
    </Dialog>
  );
}

/**
 * A part of the page that is fetched when it is first shown, as React's `lazy`, and that may fail by itself: what did not
 * come is asked for again, and an error within it takes nothing else away. A `quiet` part is left out where it fails.
 */
export function part<P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
  { quiet = false } = {},
): ComponentType<P & Closable> {
  let isMissing = false;
  const ask = (before: Promise<void>) =>
    before.then(load).catch((error: unknown) => {
      isMissing = true;
      throw error;
    });
  let current = lazy(() => ask(Promise.resolve()));
  // React keeps a refusal for good.
  const renew = () => {
    if (!isMissing) return;
    isMissing = false;
    current = lazy(() => ask(sheetsAgain()));
  };
  return function Part(props) {
    const [Shown, setShown] = useState(() => current);
    const fallback = (again: () => void) => {
      const retry = () => {
        renew();
        setShown(() => current);
        again();
      };
      return <NotShown isMissing={isMissing} quiet={quiet} retry={retry} onGone={renew} onClose={props.onClose} />;
    };
    return (
      <Boundary fallback={fallback}>
        <Shown {...props} />
      </Boundary>
    );
  };
}
