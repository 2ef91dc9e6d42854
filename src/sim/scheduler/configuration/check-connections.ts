import { invalidValue, required } from '../../../api/field-errors.ts';
import { goSyntax } from '../../../api/go-syntax.ts';
import type { Found } from '../../../api/validation/basics.ts';
import { formatDuration, parseDuration } from '../../../base/duration.ts';
import type { RawConfiguration } from './raw-configuration.ts';

/**
 * What is wrong with the connection to the API server and the election of a leader. Models
 * component-base/config/validation.
 */
export function checkConnections({ clientConnection, leaderElection = {} }: RawConfiguration, found: Found): void {
  const { burst = 100 } = clientConnection ?? {};
  if (burst < 0) found.push(invalidValue('clientConnection.burst', burst, 'must be non-negative'));
  const { leaderElect = true, resourceLock = 'leases' } = leaderElection;
  if (!leaderElect) return;
  checkTimes(leaderElection, found);
  const { resourceNamespace = 'kube-system', resourceName = 'kube-scheduler' } = leaderElection;
  const texts = { resourceLock, resourceNamespace, resourceName };
  for (const [name, text] of Object.entries(texts)) {
    if (text === '') found.push(required(`leaderElection.${name}`, `${name} is required`));
  }
}

function checkTimes(election: NonNullable<RawConfiguration['leaderElection']>, found: Found): void {
  const lease = parseDuration(election.leaseDuration ?? '15s');
  const renew = parseDuration(election.renewDeadline ?? '10s');
  const retry = parseDuration(election.retryPeriod ?? '2s');
  const show = (ms: number): ReturnType<typeof goSyntax> => goSyntax(formatDuration(ms));
  const check = (field: string, ms: number, isWrong: boolean, text: string): void => {
    if (isWrong) found.push(invalidValue(`leaderElection.${field}`, show(ms), text));
  };
  for (const [field, ms] of Object.entries({ leaseDuration: lease, renewDeadline: renew, retryPeriod: retry }))
    check(field, ms, ms <= 0, 'must be greater than zero');
  check('leaseDuration', renew, lease < renew, 'LeaseDuration must be greater than RenewDeadline');
  check('renewDeadline', retry, renew < retry, 'RenewDeadline must be greater than RetryPeriod');
}
