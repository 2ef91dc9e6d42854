import type { common as english } from '../en/common.ts';
import type { Translation } from '../words.ts';

const common: Translation<typeof english> = {
  'more.and': '{names} und {count} weitere',
  'more.or': '{names} oder {count} weitere',
};

export default common;
