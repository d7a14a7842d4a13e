import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { aJwt, noonSeconds, usualClaims, usualHeader } from './token-to-inspect.ts'

const base64url = (text: string): string => Buffer.from(text).toString('base64url')
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
const disclosures = ['["s1","email","a@b.test"]', '["s2","DE"]', '["s3","address",{"_sd":["x"]}]'].map(base64url)
const [email = '', element = '', address = ''] = disclosures
const selective = aJwt(
  { alg: 'ES256', typ: 'dc+sd-jwt' },
  { ...usualClaims, _sd: [digest(email), digest(address)], list: [{ '...': digest(element) }], _sd_alg: 'sha-256' },
)
const plain = aJwt(usualHeader, usualClaims)
const [head = '', body = '', end = ''] = plain.split('.')
const xml =
  '<saml:Assertion ID="_1"><saml:Issuer>https://idp.test</saml:Issuer><saml:Subject><saml:NameID>alice</saml:NameID></saml:Subject><saml:Conditions NotBefore="2026-01-01T11:58:00Z"><saml:Audience>x</saml:Audience></saml:Conditions></saml:Assertion>'

/** One token or more of every kind that is told apart, sound and odd ones; none opens anything. */
export const tokensOfAllKinds: readonly string[] = [
  plain,
  aJwt({ alg: 'HS256' }, { ...usualClaims, aud: ['a', 1, null], cnf: { jkt: 'x' }, amr: ['pwd'], acr: '1' }),
  aJwt({ ...usualHeader, crit: ['b64'], b64: false, jwk: { kty: 'RSA' }, kid: '../x' }, usualClaims),
  aJwt('{"alg":"RS256","alg":null}', '{"exp":1e400,"iat":-0,"nbf":[],"scope":{},"aud":{"a":[[[]]]},"sub":"\\ud800"}'),
  aJwt({ alg: 'none' }, usualClaims).replace(/[^.]*$/, ''),
  aJwt(usualHeader, '{"a":"\\"}{,:\\"}","b":{"c":1,"c":2},"__proto__":{"x":1},"constructor":1}'),
  aJwt({ alg: 'RS256' }, { ...usualClaims, nonce: 'n', at_hash: 'h', auth_time: noonSeconds, email: 'å@日本.test' }),
  aJwt({ alg: 'RS256' }, { realm_access: { roles: ['a'] }, resource_access: { x: { roles: ['b'] } }, typ: 'Bearer' }),
  aJwt({ alg: 'RS256' }, { exp: noonSeconds * 1000, iat: `${noonSeconds}`, nbf: noonSeconds + 0.5, roles: 'a,b' }),
  aJwt({ typ: 'dpop+jwt', alg: 'ES256', jwk: {} }, { jti: 'x', htm: 'GET', htu: 'https://api.test', iat: noonSeconds }),
  aJwt({ alg: 'RS256', cty: 'JWT' }, plain),
  aJwt({ alg: 'RS256' }, 'plain text'),
  `${head}..${end}`,
  `${head}.${body}`,
  `Bearer ${plain}`,
  `"${plain}"`,
  plain.replace(/(.{40})/g, '$1\n'),
  `${selective}~${disclosures.join('~')}~`,
  `${selective}~${disclosures.join('~')}~${aJwt({ typ: 'kb+jwt', alg: 'ES256' }, { nonce: 'n', sd_hash: 'x' })}`,
  `${base64url('{"alg":"dir","enc":"A256GCM","zip":"DEF"}')}..AAAA.AAAA.AAAA`,
  `${base64url('{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","p2c":1e9,"cty":"JWT"}')}.AAAA.AAAA.AAAA.AAAA`,
  JSON.stringify({ payload: body, protected: head, signature: end, header: { kid: 'x' } }),
  JSON.stringify({ payload: body, signatures: [{ protected: head, signature: end }] }),
  JSON.stringify({
    protected: base64url('{"enc":"A256GCM"}'),
    recipients: [{ header: { alg: 'dir' } }],
    ciphertext: 'AA',
  }),
  `v4.public.${Buffer.concat([Buffer.from('{"exp":"2026-01-01T00:00:00Z"}'), Buffer.alloc(64)]).toString('base64url')}.e30`,
  'v2.local.AAAAAAAAAAAAAAAAAAAAAAAA',
  'MDAyMWxvY2F0aW9uIGh0dHA6Ly9leGFtcGxlLm9yZy8KMDAxNWlkZW50aWZpZXIga2V5aWQKMDAxZGNpZCBhY2NvdW50ID0gMzczNTkyODU1OQowMDJmc2lnbmF0dXJlIPVIB_bcbt-Ivw9zBrOCJWKjYlM9v3M5umF2XaS9JZ2HCg',
  'AgETaHR0cDovL2V4YW1wbGUub3JnLwIFa2V5aWQAAhRhY2NvdW50ID0gMzczNTkyODU1OQACDHVzZXIgPSBhbGljZQAABiBL6WfNHqDGsmuvakqU7psFsViG2guoXoxCqTyNDhJe_A==',
  xml,
  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>${xml}`,
  Buffer.from(xml).toString('base64'),
  deflateRawSync(xml).toString('base64'),
  'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==',
  'd28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30',
  `${base64url('{"user":7}')}.${Buffer.from([0x69, 0x56, 0x60, 0xc0]).toString('base64url')}.abcdefghijklmnopqrstuvwxyz0`,
  Buffer.from('alice:wonderland').toString('base64'),
  `ghp_${'a'.repeat(36)}`,
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  '2YotnFZFEjr1zCsicMWpAA',
  '',
]
