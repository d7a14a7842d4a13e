import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readKeyMaterial } from '../../../../electron/domain/jwt/key-material.ts'
import { aSigner, sign, verifierOver } from '../../../support/token-signer.ts'

const otherForms: [string, () => string, RegExp][] = [
  ['an SSH key', () => 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC alice@example', /ssh-keygen -e -m pkcs8/],
  ['an SSH key on a curve', () => 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY=', /ssh-keygen -e -m pkcs8/],
  [
    'an SSH key of RFC 4716',
    () => '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----',
    /ssh-keygen/,
  ],
  [
    'a private key of SSH',
    () => '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n-----END OPENSSH PRIVATE KEY-----',
    /ssh-keygen/,
  ],
  ['an RSA key in XML', () => '<RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>', /PEM/],
  ['an RSA key in XML with its head', () => '<?xml version="1.0"?>\n<RSAParameters></RSAParameters>', /\.NET/],
]

const { verifyWith } = verifierOver({ keys: [] })

describe('a key in another form', () => {
  test.each(otherForms)('is refused with what to do: %s', async (_what, material, reason) => {
    const token = await sign(await aSigner('ES256', 'e1'), { alg: 'ES256' })
    await expect(verifyWith(token, material())).rejects.toMatchObject({
      code: 'inspection.key_unusable',
      details: { reason: expect.stringMatching(reason) },
    })
  })

  test.each(otherForms)('is not taken for the secret of an HMAC: %s', async (_what, material, reason) => {
    const pasted = material()
    const signature = (head: string) => createHmac('sha256', pasted).update(head).digest('base64url')
    const head = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.e30`
    await expect(verifyWith(`${head}.${signature(head)}`, pasted)).rejects.toMatchObject({
      code: 'inspection.key_unusable',
      details: { reason: expect.stringMatching(reason) },
    })
  })

  test('is read in time that grows with its length, however often a block begins', () => {
    const manyNames = Array.from({ length: 5_000 }, (_each, at) => `-----BEGIN A${at}-----`).join('')
    for (const text of ['-----BEGIN A-----'.repeat(6_000), '-----BEGIN '.repeat(9_000), manyNames]) {
      const startedAt = performance.now()
      expect(readKeyMaterial(text)).toMatchObject({ is: 'unusable', reason: expect.stringContaining('has no end') })
      expect(performance.now() - startedAt).toBeLessThan(150)
    }
  })
})
