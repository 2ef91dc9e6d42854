import type { CertificateSigningRequest } from '../../api/k8s/certificates-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { keepStatus } from '../../api/strategy.ts';
import { certificateSigningRequestColumns } from './columns.ts';

/** Models pkg/registry/certificates/certificates. */
export const CertificateSigningRequestKind: Kind<CertificateSigningRequest> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  plural: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  shortNames: ['csr'],
  namespaced: false,
  schema: 'io.k8s.api.certificates.v1.CertificateSigningRequest',
  prepareForUpdate: keepStatus,
  columns: certificateSigningRequestColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored and checked; nobody signs' }],
};

export default CertificateSigningRequestKind;
