import type { AreaMessages } from './language.ts';

const found = import.meta.glob<AreaMessages[string]>('./de/*.ts', { eager: true, import: 'default' });

/** All German messages, loaded together when somebody chooses German. */
export const german: AreaMessages = Object.fromEntries(
  Object.entries(found).map(([path, messages]) => [path.slice('./de/'.length, -'.ts'.length), messages]),
);
