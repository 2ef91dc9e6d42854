import { describe, expect, it } from 'vitest';
import files from '../../sim/testing/testdata/tls-pairs.json' with { type: 'json' };
import { keyPairError } from './key-pair.ts';

const pem = (type: string, base64: string): string => `-----BEGIN ${type}-----\n${base64}\n-----END ${type}-----\n`;

describe('a certificate and a key', () => {
  const { 'prime256v1.crt': crt, 'prime256v1.key': key } = files;
  const nothing = 'tls: failed to find any PEM data in';
  const differs = 'tls: private key does not match public key';
  const table: [name: string, certificate: string, key: string, expected: string | undefined][] = [
    ['of RSA are a pair', files['rsa.crt'], files['rsa.key'], undefined],
    ['of RSA are a pair with the key in PKCS #8', files['rsa.crt'], files['rsa.p8'], undefined],
    ['of RSA that do not belong together', files['rsa.crt'], files['rsa2.key'], differs],
    ['of curve P-224', files['secp224r1.crt'], files['secp224r1.key'], undefined],
    ['of curve P-256, after the parameters', crt, key, undefined],
    ['of curve P-256 in PKCS #8', crt, files['prime256v1.p8'], undefined],
    ['of curve P-384', files['secp384r1.crt'], files['secp384r1.key'], undefined],
    ['of curve P-521', files['secp521r1.crt'], files['secp521r1.key'], undefined],
    ['of Ed25519', files['ed25519.crt'], files['ed25519.key'], undefined],
    ['of one curve that do not belong together', crt, files['other.key'], differs],
    ['of two curves', crt, files['secp384r1.key'], differs],
    ['of two kinds', crt, files['rsa.key'], 'tls: private key type does not match public key type'],
    ['of a curve that Go does not know', files['secp256k1.crt'], key, 'x509: unsupported elliptic curve'],
    ['with a key of that curve', crt, files['secp256k1.key'], 'tls: failed to parse private key'],
    [
      'with a key that is for exchanges',
      crt,
      files['x25519.key'],
      'tls: found unknown private key type in PKCS#8 wrapping',
    ],
    ['in a chain: the first counts', crt + files['rsa.crt'], key, undefined],
    ['with Windows line ends', crt.replaceAll('\n', '\r\n'), key.replaceAll('\n', '\r\n'), undefined],
    ['of which the one is empty', '', key, `${nothing} certificate input`],
    ['of which the other is empty', crt, 'key', `${nothing} key input`],
    ['that have broken base64', pem('CERTIFICATE', 'abc'), key, `${nothing} certificate input`],
    [
      "in each other's place",
      files['rsa.key'],
      crt,
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    ],
    [
      'of which the one has other things',
      key,
      key,
      'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [EC PARAMETERS EC PRIVATE KEY]',
    ],
    [
      'that are both certificates',
      crt,
      crt,
      'tls: found a certificate rather than a key in the PEM for the private key',
    ],
    [
      'of which the key is public',
      crt,
      pem('PUBLIC KEY', 'AAAA'),
      'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [PUBLIC KEY]',
    ],
    ['that are no certificate inside', pem('CERTIFICATE', 'aGVsbG8='), key, 'x509: malformed certificate'],
    ['that are a sequence of nothing', pem('CERTIFICATE', 'MAA='), key, 'x509: malformed tbs certificate'],
    ['that are no key inside', crt, pem('PRIVATE KEY', 'aGVsbG8='), 'tls: failed to parse private key'],
  ];
  it.each(table)('%s', (_name, certificate, given, expected) => {
    expect(keyPairError(certificate, given)).toBe(expected);
  });
});
