import type { HooksDefinition } from '../hooks.ts';

/** Events live for an hour (--event-ttl). */
const events: HooksDefinition = { group: '', plural: 'events', create: () => ({ ttlSeconds: 3600 }) };

export default events;
