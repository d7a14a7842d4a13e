import { pick } from './seeded-random.ts'

/** A token that was changed, and how: what it is called in a count. */
export interface Tampered {
  readonly label: string
  readonly token: string
}

type Random = () => number
type Change = readonly [label: string, change: (token: string, random: Random) => string]

const base64url = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url')
const below = (random: Random, limit: number): number => Math.floor(random() * limit)
const odd = [
  'A',
  'a',
  '0',
  '_',
  '-',
  '.',
  '~',
  '=',
  '+',
  '/',
  '\n',
  ' ',
  '\t',
  '"',
  '{',
  '}',
  '%',
  '\\',
  '\u0000',
  'é',
  '\ud800',
  '\u200b',
  '－',
]

function segments(token: string): [string, string, string] {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return [header, payload, signature]
}

function flipBit(part: string, random: Random): string {
  const bytes = Buffer.from(part, 'base64url')
  const at = below(random, bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8))
  return base64url(bytes)
}

function withHeader(token: string, change: (json: string) => string): string {
  const [header, payload, signature] = segments(token)
  return [base64url(change(Buffer.from(header, 'base64url').toString('utf8'))), payload, signature].join('.')
}
const adding = (members: string) => (token: string) => withHeader(token, (json) => json.replace(/\}$/, `,${members}}`))
const naming = (alg: string) => (token: string) =>
  withHeader(token, (json) => json.replace(/"alg":"[^"]*"/, `"alg":"${alg}"`))

const algorithms = [
  ...['none', 'None', 'NONE', 'nOnE', ' none', '', 'HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'ES256K', 'rs256', 'Rs256', 'dir', 'A256GCM'],
]
const members = [
  ...['"kid":"../../../dev/null"', `"kid":"k' UNION SELECT 'x"`, '"kid":"|id"', '"kid":42', '"kid":null', '"kid":"k2"'],
  ...['"jku":"https://evil.example.test/jwks"', '"x5u":"https://evil.example.test/cert"', '"x5c":["AAAA"]'],
  ...['"jwk":{"kty":"oct","k":"AAAA"}', '"crit":["exp2"],"exp2":1', '"crit":[]', '"crit":"b64"', '"b64":false'],
  ...[
    '"crit":["b64"],"b64":false',
    '"zip":"DEF"',
    '"enc":"A256GCM"',
    '"alg":"none"',
    '"alg":"HS256"',
    '"__proto__":{}',
  ],
]

/** Ways to change a token: by chance, and as attackers do. */
const changes: readonly Change[] = [
  [
    'a character replaced',
    (token, random) => {
      const at = below(random, token.length)
      return token.slice(0, at) + pick(random, odd) + token.slice(at + 1)
    },
  ],
  [
    'a character left out',
    (token, random) => {
      const at = below(random, token.length)
      return token.slice(0, at) + token.slice(at + 1)
    },
  ],
  [
    'a character put in',
    (token, random) => {
      const at = below(random, token.length + 1)
      return token.slice(0, at) + pick(random, odd) + token.slice(at)
    },
  ],
  ['cut', (token, random) => token.slice(0, below(random, token.length))],
  ['cut at the front', (token, random) => token.slice(1 + below(random, token.length))],
  ['two parts exchanged', (token) => segments(token).toReversed().join('.')],
  ['a part repeated', (token, random) => `${token}.${pick(random, segments(token))}`],
  ['a part emptied', (token, random) => blanked(token, below(random, 3))],
  ['a bit of the signature', (token, random) => changed(token, 2, (part) => flipBit(part, random))],
  ['a bit of the payload', (token, random) => changed(token, 1, (part) => flipBit(part, random))],
  ['a bit of the header', (token, random) => changed(token, 0, (part) => flipBit(part, random))],
  ['another algorithm', (token, random) => naming(pick(random, algorithms))(token)],
  ['another algorithm, no signature', (token, random) => blanked(naming(pick(random, algorithms))(token), 2)],
  ['a header member', (token, random) => adding(pick(random, members))(token)],
  [
    'a repeated member',
    (token, random) => withHeader(token, (json) => `{"alg":"${pick(random, algorithms)}",${json.slice(1)}`),
  ],
  [
    'zeroes for a signature',
    (token) => changed(token, 2, (part) => base64url(Buffer.alloc(Buffer.from(part, 'base64url').length))),
  ],
  [
    'a signature of another length',
    (token, random) => changed(token, 2, () => base64url(Buffer.alloc(below(random, 600), 1))),
  ],
  ['a signature in DER', (token) => changed(token, 2, derOf)],
  ['claims of an admin', (token) => changed(token, 1, () => base64url('{"sub":"admin","admin":true}'))],
  ['disclosures', (token, random) => `${token}~${pick(random, ['', 'WyJhIl0', 'a.b.c', token, '~~'])}`],
  ['padding', (token, random) => changed(token, below(random, 3), (part) => `${part}==`)],
  ['spaces', (token, random) => pick(random, [` ${token}`, `${token}\n`, token.replace('.', '. '), `${token} `])],
  ['the other alphabet', (token) => token.replaceAll('-', '+').replaceAll('_', '/')],
  ['as JSON', (token) => inJson(token)],
  ['a very long part', (token, random) => changed(token, below(random, 3), (part) => part.repeat(60))],
  ['nested', (token) => changed(token, 1, () => base64url(token))],
  [
    'no JSON',
    (token, random) => changed(token, 0, () => base64url(pick(random, ['', 'null', '[]', '"x"', '{"alg":', '{}']))),
  ],
]

function changed(token: string, index: number, change: (part: string) => string): string {
  return segments(token)
    .map((part, at) => (at === index ? change(part) : part))
    .join('.')
}
const blanked = (token: string, index: number): string => changed(token, index, () => '')

/** r and s as OpenSSL writes them, each with a leading zero. */
function derOf(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url')
  const half = Math.floor(bytes.length / 2)
  const integer = (part: Buffer) => Buffer.concat([Buffer.from([0x02, part.length + 1, 0]), part])
  const body = Buffer.concat([integer(bytes.subarray(0, half)), integer(bytes.subarray(half))])
  return base64url(Buffer.concat([Buffer.from([0x30, body.length % 256]), body]))
}

function inJson(token: string): string {
  const [header, payload, signature] = segments(token)
  return JSON.stringify({ protected: header, payload, signature })
}

/** One token, changed up to three times; everything that is random follows from `random`. */
export function tamper(token: string, random: Random): Tampered {
  const labels: string[] = []
  let result = token
  for (let times = random() < 0.8 ? 1 : 3; times > 0; times -= 1) {
    const [label, change] = pick(random, changes)
    labels.push(label)
    result = change(result, random)
  }
  return { label: labels[0] ?? '', token: result }
}
