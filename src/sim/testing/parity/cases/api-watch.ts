import { runWatchCase, type WatchCase } from '../../watch-cases.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

/** What a watch delivers. */
const reader: CaseReader = {
  areas: ['api-watch'],
  fits: ({ when }) => 'watch' in when,
  run: (cases) => cases.map((entry) => runItem(entry.id, () => runWatchCase(entry as unknown as WatchCase))),
};

export default reader;
