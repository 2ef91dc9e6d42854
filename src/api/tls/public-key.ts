/** What of a key pair is public, as far as two of them are compared. */
export interface PublicKey {
  readonly algorithm: 'RSA' | 'ECDSA' | 'Ed25519' | 'other';
  /** RSA: the modulus. ECDSA: the coordinates of the point. Ed25519: the key's bytes as a number. */
  readonly numbers: readonly bigint[];
}

/** Object identifiers of algorithms. */
export const ALGORITHM = {
  rsa: '1.2.840.113549.1.1.1',
  ecdsa: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
  x25519: '1.3.101.110',
  dsa: '1.2.840.10040.4.1',
} as const;
