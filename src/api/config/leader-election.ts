/** How components elect a leader, in the words of their /configz; only the name of the Lease differs. */
export const LEADER_ELECTION = {
  LeaderElect: true,
  LeaseDuration: '15s',
  RenewDeadline: '10s',
  ResourceLock: 'leases',
  ResourceNamespace: 'kube-system',
  RetryPeriod: '2s',
} as const;
