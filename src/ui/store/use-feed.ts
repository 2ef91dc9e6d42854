import { useEffect } from 'react';
import type { ViewFeed } from '../../protocol/messages.ts';
import { useCluster } from './cluster-store.ts';
import { onNews, tell, type ViewNews } from './session.ts';

/**
 * Has the worker tell more than the frames do, as long as the view that needs it is shown.
 * @param take gets all news of views: it must always be the same function
 */
export function useFeed(feed: ViewFeed, take: (news: ViewNews) => void): void {
  const epoch = useCluster((state) => state.epoch);
  useEffect(() => onNews(take), [take]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run must be asked again
  useEffect(() => {
    tell({ type: 'show', feed });
    return () => tell({ type: 'show', feed: 'none' });
  }, [feed, epoch]);
}
