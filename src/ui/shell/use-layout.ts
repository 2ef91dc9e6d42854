import { useSyncExternalStore } from 'react';

/** desk: three columns. tablet: one column with a tabbed dock. phone: the figure and a sheet, read-only. */
export type PageLayout = 'desk' | 'tablet' | 'phone';

const tablet = '(max-width: 1100px)';
const phone = '(max-width: 600px)';

function current(): PageLayout {
  if (matchMedia(phone).matches) return 'phone';
  return matchMedia(tablet).matches ? 'tablet' : 'desk';
}

function subscribe(changed: () => void): () => void {
  const queries = [matchMedia(tablet), matchMedia(phone)];
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}

export function useLayout(): PageLayout {
  return useSyncExternalStore(subscribe, current);
}
