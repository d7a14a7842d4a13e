// Demo keys, published with the program and worth nothing outside the playground: the example profiles must work, and a
// key that is made at each start could not be in a profile. Made once; the authority's own key was thrown away.

/** What the robot signs with: client assertions, JWT bearer grants and JWTs of its own (ES256, PKCS#8). */
export const robotPrivateKey = [
  '-----BEGIN PRIVATE KEY-----',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjf6P5+DpfA9Ky3hp',
  'CNvEJJFZ/FtxQ5HUfpfc6QcN1lWhRANCAARHlsvu+KGqO2vADWVRIGw2BVQJAhxz',
  '7yadf3vQiSgHCfIf+Xbg6pdmP1vU+ULfwK5Z/eKO1zkIzUju1PlcVsyq',
  '-----END PRIVATE KEY-----',
].join('\n')

export const robotPublicJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'R5bL7vihqjtrwA1lUSBsNgVUCQIcc-8mnX970IkoBwk',
  y: '8h_5duDql2Y_W9T5Qt_Arln94o7XOQjNSO7U-VxWzKo',
  kid: 'robot-demo',
  alg: 'ES256',
  use: 'sig',
} as const

/** Signs the client certificates that the playground believes. */
export const clientAuthorityCertificate = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBdjCCARygAwIBAgIJXmO/aNDXQ2QcMAoGCCqGSM49BAMCMC0xKzApBgNVBAMT',
  'IkNsYWltY2hlY2sgcGxheWdyb3VuZCBkZW1vIGNsaWVudHMwIBcNMjQwMTAxMDAw',
  'MDAwWhgPMjA5OTEyMzEwMDAwMDBaMC0xKzApBgNVBAMTIkNsYWltY2hlY2sgcGxh',
  'eWdyb3VuZCBkZW1vIGNsaWVudHMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT0',
  'RH6PYzZD4SfS8KMg4teA+U/sblHf/ZSpNSnafhJcIXUcVNsyF28hO84FBnlP2C6l',
  'SCNO1vhT9PrO9OgCkT0JoyMwITAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQE',
  'AwIBBjAKBggqhkjOPQQDAgNIADBFAiAKNIMN65Uwf+tpDD8xRyv+TjgVLOXQPcu0',
  'nNMQf3BQhgIhAKeOuq8WmNNSXELr2LV574Y8uHNAXl23xhQGOcHgNmo0',
  '-----END CERTIFICATE-----',
].join('\n')

/** The client certificate of the examples, good until the end of 2099. */
export const clientCertificate = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBjTCCATSgAwIBAgIJdHsfGw3d3+eDMAoGCCqGSM49BAMCMC0xKzApBgNVBAMT',
  'IkNsYWltY2hlY2sgcGxheWdyb3VuZCBkZW1vIGNsaWVudHMwIBcNMjQwMTAxMDAw',
  'MDAwWhgPMjA5OTEyMzEwMDAwMDBaMDYxFDASBgNVBAMTC2RlbW8tY2xpZW50MR4w',
  'HAYDVQQKExVDbGFpbWNoZWNrIHBsYXlncm91bmQwWTATBgcqhkjOPQIBBggqhkjO',
  'PQMBBwNCAARc2Tn23Erw9Tm07MniD1WiujrzYrscz6b5d645YYYyehIAKO4YGZJZ',
  's6dyahPlHOZnc2HLZGxDc0kFsA+NB2QeozIwMDAJBgNVHRMEAjAAMA4GA1UdDwEB',
  '/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAKBggqhkjOPQQDAgNHADBEAiAy',
  'dNMm5iJlOkpsDnR7t/+bI8SmlAPYDnUs+0OVZqWbwwIgPuzMTCdATfeerxz+ZI1q',
  'SptPGT13CK3m+7BXs6q5HTY=',
  '-----END CERTIFICATE-----',
].join('\n')

/** Its subject (RFC 4514), as the authorisation server has it registered (RFC 8705 §2.1.2). */
export const clientCertificateSubject = 'O=Claimcheck playground,CN=demo-client'

export const clientCertificateKey = [
  '-----BEGIN PRIVATE KEY-----',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKdIWnUlmDs4BEvOu',
  'gH/Sb+cYqES749o+dAxdIwrfHQWhRANCAARc2Tn23Erw9Tm07MniD1WiujrzYrsc',
  'z6b5d645YYYyehIAKO4YGZJZs6dyahPlHOZnc2HLZGxDc0kFsA+NB2Qe',
  '-----END PRIVATE KEY-----',
].join('\n')
