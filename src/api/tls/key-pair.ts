import { certificateKey } from './certificate.ts';
import { type PemBlock, pemBlocks } from './pem.ts';
import { publicHalf } from './private-key.ts';

const isKey = ({ type }: PemBlock): boolean => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');

/**
 * Why a certificate and a key, both PEM, are no pair; undefined if they are one. Models X509KeyPair of crypto/tls, whose
 * texts these are.
 */
export function keyPairError(certificate: string, key: string): string | undefined {
  try {
    checkPair(certificate, key);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function checkPair(certificate: string, key: string): void {
  const certificates = pemBlocks(certificate);
  const leaf = certificates.find(({ type }) => type === 'CERTIFICATE');
  if (!leaf) throw new Error(`tls: failed to find ${whyNoCertificate(certificates)}`);
  const keys = pemBlocks(key);
  const found = keys.find(isKey);
  if (!found) throw new Error(`tls: ${whyNoKey(keys)}`);
  const wanted = certificateKey(leaf.bytes);
  const given = publicHalf(found.bytes);
  if (wanted.algorithm === 'other') throw new Error('tls: unknown public key algorithm');
  if (wanted.algorithm !== given.algorithm) {
    throw new Error('tls: private key type does not match public key type');
  }
  if (wanted.numbers.join() !== given.numbers.join()) throw new Error('tls: private key does not match public key');
}

const listed = (blocks: readonly PemBlock[]): string =>
  `after skipping PEM blocks of the following types: [${blocks.map(({ type }) => type).join(' ')}]`;

function whyNoCertificate(blocks: readonly PemBlock[]): string {
  if (blocks.length === 0) return 'any PEM data in certificate input';
  if (blocks.length === 1 && blocks[0]!.type.endsWith('PRIVATE KEY')) {
    return 'certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  }
  return `"CERTIFICATE" PEM block in certificate input ${listed(blocks)}`;
}

function whyNoKey(blocks: readonly PemBlock[]): string {
  if (blocks.length === 0) return 'failed to find any PEM data in key input';
  if (blocks.length === 1 && blocks[0]!.type === 'CERTIFICATE') {
    return 'found a certificate rather than a key in the PEM for the private key';
  }
  return `failed to find PEM block with type ending in "PRIVATE KEY" in key input ${listed(blocks)}`;
}
