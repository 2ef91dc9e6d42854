/** The page may use time for it when it has been quiet for so long. */
const QUIET_MS = 3_000;

/** Waits until the page is drawn and idle. */
function whenQuiet(work: () => void): void {
  const later = () =>
    setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(work) : work()), QUIET_MS);
  if (document.readyState === 'complete') later();
  else addEventListener('load', later, { once: true });
}

/**
 * Has the browser keep the page for use without a network, where it lets it: in a sandboxed frame, without HTTPS or with
 * storage blocked it does not, and nothing is lost by that.
 */
export function keepOffline(): void {
  if (!import.meta.env.PROD) return;
  whenQuiet(() => {
    try {
      navigator.serviceWorker?.register('./offline.js', { updateViaCache: 'none' }).catch(() => undefined);
    } catch {
      // A frame without an origin may not even ask.
    }
  });
}
