import type { Signing, SigningAlgorithm } from '@contract/keys'

/** A JWT that the profile signs, as it is typed: claims and header members are JSON objects. */
export interface JwtEdit {
  readonly algorithm: SigningAlgorithm
  readonly keyId: string
  readonly header: string
  readonly claims: string
  readonly lifetimeSeconds: string
}

interface StoredJwt {
  readonly signing: Signing
  readonly header?: string
  readonly claims: string
  readonly lifetimeSeconds: number
}

export const emptySignedJwt: JwtEdit = {
  algorithm: 'RS256',
  keyId: '',
  header: '{}',
  claims: '{\n  "iss": "claimcheck",\n  "sub": "alice",\n  "aud": "https://api.example.com"\n}',
  lifetimeSeconds: '300',
}

/** RFC 7523 §3: who vouches, and for whom. */
export const emptyAssertion: JwtEdit = { ...emptySignedJwt, claims: '{\n  "iss": "",\n  "sub": ""\n}' }

export const jwtEditOf = ({ signing, header = '{}', claims, lifetimeSeconds }: StoredJwt): JwtEdit => ({
  algorithm: signing.algorithm,
  keyId: signing.keyId ?? '',
  header,
  claims,
  lifetimeSeconds: String(lifetimeSeconds),
})

export const signingOf = (edit: { readonly algorithm: SigningAlgorithm; readonly keyId: string }): Signing => ({
  algorithm: edit.algorithm,
  keyId: edit.keyId.trim() === '' ? null : edit.keyId.trim(),
})

export const objectTextOf = (text: string): string => (text.trim() === '' ? '{}' : text)
