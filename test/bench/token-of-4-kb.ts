import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'

export const benchSecret = 'a secret that only this measurement knows'

/** Characters, header and signature included. */
const length = 4096

/** A token of people's claims and a list of rights that fills it up; no two are alike. */
export async function tokenOf4kB(marker: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    ...{ iss: 'https://login.example.test', sub: marker, aud: 'urn:example:orders', jti: randomUUID() },
    ...{ iat: now, exp: now + 3600, scope: 'openid orders:read orders:write', roles: ['customer', 'staff'] },
    ...{ name: 'Alice Example', email: 'alice@example.test', locale: 'en', tenant: 'north', filling: '' },
  }
  const signed = async (filling: string) =>
    new SignJWT({ ...claims, filling })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'bench' })
      .sign(new TextEncoder().encode(benchSecret))
  const missing = length - (await signed('')).length
  return signed('x'.repeat(Math.floor((missing * 3) / 4)))
}
