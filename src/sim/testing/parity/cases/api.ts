import { type ApiCase, runApiCase } from '../../api-cases.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

/** Requests in their order to a fresh API server. */
const reader: CaseReader = {
  areas: ['api-requests', 'api-defaults', 'api-validation', 'api-admission'],
  fits: ({ when }) => 'requests' in when,
  run: (cases) => cases.map((entry) => runItem(entry.id, () => runApiCase(entry as unknown as ApiCase))),
};

export default reader;
