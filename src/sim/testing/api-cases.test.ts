import { describe, expect, it } from 'vitest';
import { type ApiCase, type CaseResult, runApiCase } from './api-cases.ts';
import { type GoldenError, runGoldenErrors } from './golden-errors.ts';
import admission from './testdata/cases/api-admission.json';
import defaults from './testdata/cases/api-defaults.json';
import requests from './testdata/cases/api-requests.json';
import validation from './testdata/cases/api-validation.json';
import watch from './testdata/cases/api-watch.json';
import errors from './testdata/golden/errors.json';
import { runWatchCase, type WatchCase } from './watch-cases.ts';

/** Where the API server is not as the case says, and why. The list may only shrink. */
const KNOWN: Readonly<Record<string, string>> = {
  'api-serviceaccount-missing': 'service accounts come with the whole API',
  'api-limitrange-default': 'limits come with the admission plugin LimitRanger',
  'api-limitrange-max': 'limits come with the admission plugin LimitRanger',
  'api-limitrange-min': 'limits come with the admission plugin LimitRanger',
  'api-limitrange-ratio': 'limits come with the admission plugin LimitRanger',
  'api-limitrange-pod': 'limits come with the admission plugin LimitRanger',
  'api-ssa-remove': 'server-side apply comes with the whole API',
  'pod-priority-value-set': 'the recorded cluster has a default PriorityClass, a kind that comes later',
  'api-invalid-svc-clusterip-range': 'the recorded v1.32 says it otherwise than v1.33',
  'api-mutable-pod-image': 'Pods have a generation only since v1.33',
};

function check(results: readonly CaseResult[]): void {
  for (const { id, outcome, differences } of results) {
    if (outcome === 'notServed') it.skip(id, () => {});
    else if (KNOWN[id]) it(`${id} still differs: ${KNOWN[id]}`, () => expect(differences).not.toEqual([]));
    else it(id, () => expect(differences).toEqual([]));
  }
}

const run = (cases: unknown): CaseResult[] => (cases as ApiCase[]).map(runApiCase);

describe('api-requests', () => check(run(requests)));
describe('api-defaults', () => check(run(defaults)));
describe('api-validation', () => check(run(validation)));
describe('api-admission', () => check(run(admission)));
describe('api-watch', () => check((watch as unknown as WatchCase[]).map(runWatchCase)));
describe('recorded refusals', () => check(runGoldenErrors(errors.cases as unknown as GoldenError[])));
