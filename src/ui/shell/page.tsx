import { useLayoutEffect } from 'react';
import { access } from '../../language/en/access.ts';
import { useLanguage } from '../../language/language.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { Button } from '../../widgets/button.tsx';
import { StateCard } from '../../widgets/state-card.tsx';
import { App } from './app.tsx';

/** What stands in the page's place when drawing it has failed. */
function Crash({ retry }: { readonly retry: () => void }) {
  return (
    <div className="page-crash">
      <StateCard
        wrong
        title={access('crashTitle')}
        actions={
          <>
            <Button small tone="primary" onClick={retry}>
              {access('crashAgain')}
            </Button>
            <Button small onClick={() => location.reload()}>
              {access('crashReload')}
            </Button>
          </>
        }
      >
        {access('crashText')}
      </StateCard>
    </div>
  );
}

/** The page in its language: made anew in another one, as every text of it changes. What is in the stores stays. */
export function Page() {
  const language = useLanguage((state) => state.language);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Boundary fallback={(retry) => <Crash retry={retry} />}>
      <App key={language} />
    </Boundary>
  );
}
