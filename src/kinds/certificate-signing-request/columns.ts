import type { CertificateSigningRequest } from '../../api/k8s/certificates-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';
import { humanDuration } from '../../base/duration.ts';

function condition({ status }: CertificateSigningRequest): string {
  const has = (type: string): boolean => status?.conditions?.some((each) => each.type === type) ?? false;
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return `${decision}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`;
}

function requestedDuration({ spec }: CertificateSigningRequest): string {
  return spec.expirationSeconds === undefined ? '<none>' : humanDuration(spec.expirationSeconds * 1000);
}

/** Models printCertificateSigningRequest. */
export const certificateSigningRequestColumns: readonly Column<CertificateSigningRequest>[] = [
  nameColumn,
  ageColumn,
  { name: 'SignerName', type: 'string', cell: ({ spec }) => spec.signerName || '<none>' },
  { name: 'Requestor', type: 'string', cell: ({ spec }) => spec.username ?? '' },
  { name: 'RequestedDuration', type: 'string', cell: requestedDuration },
  { name: 'Condition', type: 'string', cell: condition },
];
