import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { CertificateSigningRequest } from '../../api/k8s/certificates-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { decodeBase64 } from '../../api/validation/base64.ts';
import type { Found } from '../../api/validation/basics.ts';

const MIN_EXPIRATION_SECONDS = 600;
const SIGNER_FORM = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];

/** Errors of a request; its signature is not checked. Models ValidateCertificateSigningRequestCreate. */
export function validateSigningRequest({ spec }: CertificateSigningRequest): readonly FieldError[] {
  const found: Found = [];
  const { request = '', usages = [], signerName = '', expirationSeconds } = spec ?? {};
  checkPem(request, 'spec.request', found);
  if (usages.length === 0) found.push(required('spec.usages'));
  for (const [i, usage] of usages.entries()) {
    if (!USAGES.includes(usage)) found.push(notSupported(`spec.usages[${i}]`, usage, USAGES));
  }
  for (const [i, usage] of usages.entries()) {
    if (usages.indexOf(usage) < i) found.push(duplicateValue(`spec.usages[${i}]`, usage));
  }
  checkSigner(signerName, 'spec.signerName', found);
  if (expirationSeconds !== undefined && expirationSeconds < MIN_EXPIRATION_SECONDS) {
    const detail = 'may not specify a duration less than 600 seconds (10 minutes)';
    found.push(invalidValue('spec.expirationSeconds', expirationSeconds, detail));
  }
  return found;
}

function checkPem(request: string, path: string, found: Found): void {
  const text = decodeBase64(request);
  if (/-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----[\s\S]*-----END (?:NEW )?CERTIFICATE REQUEST-----/.test(text))
    return;
  const bytes = [...text].map((letter) => `0x${letter.charCodeAt(0).toString(16)}`);
  const shown = goSyntax(`[]byte{${bytes.join(', ')}}`);
  found.push(invalidValue(path, shown, 'PEM block type must be CERTIFICATE REQUEST'));
}

/** Models ValidateSignerName of pkg/apis/core/validation. */
function checkSigner(name: string, path: string, found: Found): void {
  if (name === '') return void found.push(required(path));
  if (name === 'kubernetes.io/legacy-unknown') {
    found.push(invalidValue(path, name, 'the legacy signerName is not allowed via this API version'));
    return;
  }
  const segments = name.split('/');
  if (segments.length !== 2) return void found.push(invalidValue(path, name, SIGNER_FORM));
  const [domain, rest] = segments as [string, string];
  if (domain.split('.').length < 2) {
    found.push(invalidValue(path, domain, 'should be a domain with at least two segments separated by dots'));
  }
  for (const message of dns1123Subdomain(domain)) {
    found.push(invalidValue(path, domain, `validating label "${domain}": ${message}`));
  }
  for (const message of dns1123Subdomain(rest)) found.push(invalidValue(path, name, message));
}
