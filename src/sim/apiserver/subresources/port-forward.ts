import { connecting } from '../connect.ts';

/** Forwards connections to ports of a Pod. */
const portForward = connecting('portforward', 'PodPortForwardOptions', (_pod, { query }) => ({
  what: 'portForward' as const,
  ports: (query.get('ports') ?? []).flatMap((list) => list.split(',').map(Number)),
}));

export default portForward;
