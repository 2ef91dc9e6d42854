import { words } from '../words.ts';

/** What many parts of the page say. */
export const common = words('common', {
  'more.and': '{names} and {count} more',
  'more.or': '{names} or {count} more',
});
