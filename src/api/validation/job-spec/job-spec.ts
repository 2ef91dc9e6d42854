import { utf8Length } from '../../../base/utf8.ts';
import { invalidValue, notSupported, required, tooLong } from '../../field-errors.ts';
import { goSyntax } from '../../go-syntax.ts';
import type { JobSpec } from '../../k8s/batch-v1.gen.ts';
import { dns1123Subdomain, regexError } from '../../names.ts';
import { type Found, reject } from '../basics.ts';
import { checkCounts } from '../controller-spec.ts';
import { checkPodTemplate } from '../pod-spec/pod-template.ts';
import { checkFailurePolicy } from './failure-policy.ts';
import { checkSuccessPolicy, goSuccessPolicy } from './success-policy.ts';

const MAX_INDEXED_PARALLELISM = 100_000;
const MAX_FAILED_INDEXES = 100_000;
const MANY_COMPLETIONS = 100_000;
const MAX_PARALLELISM_OF_MANY = 10_000;
const MAX_FAILED_OF_MANY = 10_000;
const MAX_MANAGED_BY = 63;
const PATH_PATTERN = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const PATH = new RegExp(`^${PATH_PATTERN}$`);

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

/** What Jobs and the templates of CronJobs have in common. Models validateJobSpec of pkg/apis/batch/validation. */
export function checkJobSpec(spec: JobSpec, path: string, found: Found): void {
  checkCounts(spec, COUNTS, path, found);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    found.push(required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  }
  if (spec.managedBy !== undefined) checkManagedBy(spec.managedBy, `${path}.managedBy`, found);
  checkCompletionMode(spec, path, found);
  if (spec.podFailurePolicy) checkFailurePolicy(spec.podFailurePolicy, spec, `${path}.podFailurePolicy`, found);
  if (spec.successPolicy) {
    const at = `${path}.successPolicy`;
    if (spec.completionMode === 'Indexed') checkSuccessPolicy(spec.successPolicy, spec, at, found);
    else
      found.push(invalidValue(at, goSyntax(goSuccessPolicy(spec.successPolicy)), 'requires indexed completion mode'));
  }
  checkReplacement(spec, `${path}.podReplacementPolicy`, found);
  checkPodTemplate(spec.template ?? {}, `${path}.template`, found);
  checkRestartPolicy(spec, `${path}.template.spec.restartPolicy`, found);
}

/** `example.com/controller`. Models IsDomainPrefixedPath. */
function checkManagedBy(value: string, path: string, found: Found): void {
  const slash = value.indexOf('/');
  if (value === '') found.push(required(path));
  else if (slash < 1 || slash === value.length - 1) {
    found.push(invalidValue(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  } else {
    const host = value.slice(0, slash);
    const rest = value.slice(slash + 1);
    reject(dns1123Subdomain(host), host, path, found);
    if (!PATH.test(rest)) found.push(invalidValue(path, rest, regexError('Invalid path', PATH_PATTERN)));
  }
  if (utf8Length(value) > MAX_MANAGED_BY) found.push(tooLong(path, MAX_MANAGED_BY));
}

function checkCompletionMode(spec: JobSpec, path: string, found: Found): void {
  const { completionMode = 'NonIndexed' } = spec;
  if (completionMode === 'Indexed') checkIndexed(spec, path, found);
  else if (completionMode !== 'NonIndexed') {
    found.push(notSupported(`${path}.completionMode`, completionMode, ['NonIndexed', 'Indexed']));
  } else checkNotIndexed(spec, path, found);
}

function checkNotIndexed(spec: JobSpec, path: string, found: Found): void {
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
    const value = spec[name];
    if (value !== undefined) found.push(invalidValue(`${path}.${name}`, value, 'requires indexed completion mode'));
  }
}

function checkIndexed(spec: JobSpec, path: string, found: Found): void {
  const { completions, parallelism = 0, maxFailedIndexes = 0 } = spec;
  const tooMuch = (name: 'parallelism' | 'maxFailedIndexes', detail: string): void => {
    found.push(invalidValue(`${path}.${name}`, spec[name]!, `must be less than or equal to ${detail}`));
  };
  if (completions === undefined) found.push(required(`${path}.completions`, 'when completion mode is Indexed'));
  if (parallelism > MAX_INDEXED_PARALLELISM) {
    tooMuch('parallelism', `${MAX_INDEXED_PARALLELISM} when completion mode is Indexed`);
  }
  if (completions !== undefined && maxFailedIndexes > completions) tooMuch('maxFailedIndexes', 'completions');
  if (maxFailedIndexes > MAX_FAILED_INDEXES) tooMuch('maxFailedIndexes', String(MAX_FAILED_INDEXES));
  if ((completions ?? 0) <= MANY_COMPLETIONS || spec.backoffLimitPerIndex === undefined) return;
  if (spec.maxFailedIndexes === undefined) {
    found.push(required(`${path}.maxFailedIndexes`, `must be specified when completions is above ${MANY_COMPLETIONS}`));
  }
  const when = `when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
  if (parallelism > MAX_PARALLELISM_OF_MANY) tooMuch('parallelism', `${MAX_PARALLELISM_OF_MANY} ${when}`);
  if (maxFailedIndexes > MAX_FAILED_OF_MANY) tooMuch('maxFailedIndexes', `${MAX_FAILED_OF_MANY} ${when}`);
}

/** With a failure policy a Pod is replaced only once it has failed. */
function checkReplacement({ podReplacementPolicy, podFailurePolicy }: JobSpec, path: string, found: Found): void {
  if (podReplacementPolicy === undefined) return;
  const allowed = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (!allowed.includes(podReplacementPolicy)) found.push(notSupported(path, podReplacementPolicy, allowed));
}

function checkRestartPolicy({ template, podFailurePolicy }: JobSpec, path: string, found: Found): void {
  const { restartPolicy = '' } = template?.spec ?? { containers: [] };
  if (restartPolicy === '' || restartPolicy === 'Always') {
    found.push(required(path, 'valid values: "OnFailure", "Never"'));
  } else if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never') {
    found.push(notSupported(path, restartPolicy, ['OnFailure', 'Never']));
  } else if (podFailurePolicy && restartPolicy !== 'Never') {
    const detail = 'only "Never" is supported when podFailurePolicy is specified';
    found.push(invalidValue(path, restartPolicy, detail));
  }
}
