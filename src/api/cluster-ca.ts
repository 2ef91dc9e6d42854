/** Stands for the certificate of the cluster's authority: nothing in the simulation is encrypted. */
export const CA_CERTIFICATE = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBdzCCAR2gAwIBAgIBADAKBggqhkjOPQQDAjAVMRMwEQYDVQQDEwprdWJlLW9y',
  'cmVyeTAeFw0yNjAxMDEwMDAwMDBaFw0zNjAxMDEwMDAwMDBaMBUxEzARBgNVBAMT',
  'Cmt1YmUtb3JyZXJ5',
  '-----END CERTIFICATE-----',
  '',
].join('\n');
