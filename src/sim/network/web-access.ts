import { sleep } from '../../api/process.ts';
import type { WebAccess } from '../apiserver/server.ts';
import { plainReply, ROUND_TRIP_MS } from './pod-access.ts';
import type { Router } from './router.ts';

/** A connection that nobody answers is given up after this time, as the API server's dialer does. */
const DIAL_TIMEOUT_MS = 30_000;

/** The way from a machine straight to an address: no rules of a kube-proxy on it. */
export function webAccess(router: Router): WebAccess {
  return function* (from, ip, port, request) {
    const { outcome, pod } = router.reach({ host: from, proxy: undefined, ip: '', pod: '' }, ip, port);
    if (outcome !== 'ok') {
      yield* sleep(outcome === 'timeout' ? DIAL_TIMEOUT_MS : ROUND_TRIP_MS);
      return outcome;
    }
    yield* sleep(2 * ROUND_TRIP_MS);
    return router.serverAt(from, ip, port)?.(request) ?? plainReply(pod);
  };
}
