import type { CertificateSigningRequest } from '../../api/k8s/certificates-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { keepStatus } from '../../api/strategy.ts';
import { replace } from '../../base/shared.ts';
import { certificateSigningRequestColumns } from './columns.ts';
import { newRequest, nextApproval, nextStatus } from './strategy.ts';
import { validateSigningRequest } from './validation.ts';

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
  validateName: () => [],
  prepareForCreate: newRequest,
  prepareForUpdate: (next, previous) =>
    replace<CertificateSigningRequest>(keepStatus(next, previous), { spec: previous.spec }),
  validate: validateSigningRequest,
  status: { prepareForUpdate: nextStatus },
  approval: { prepareForUpdate: nextApproval },
  selectableFields: { 'spec.signerName': ({ spec }) => spec.signerName ?? '' },
  columns: certificateSigningRequestColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored and checked; nobody signs' }],
};

export default CertificateSigningRequestKind;
