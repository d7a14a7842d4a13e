import { X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'
import { describe, expect, test } from 'vitest'
import { readCertificate } from '../../../../../renderer/features/profiles/edit/read-certificate.ts'

describe('a certificate', () => {
  test('says whose it is and until when, as Node reads it', async () => {
    const { cert } = await generate([
      { name: 'commonName', value: 'alice Ä' },
      { name: 'organizationName', value: 'Acme' },
    ])
    const known = new X509Certificate(cert)
    expect(readCertificate(`text before\n${cert}`)).toEqual({
      subject: 'CN=alice Ä, O=Acme',
      issuer: 'CN=alice Ä, O=Acme',
      validFrom: new Date(known.validFrom),
      validTo: new Date(known.validTo),
    })
  })

  test('that is cut anywhere is none, and nothing breaks', async () => {
    const { cert } = await generate([{ name: 'commonName', value: 'x' }])
    const base64 = cert.replace(/-----[^-]+-----|\s/g, '')
    const bytes = Buffer.from(base64, 'base64')
    for (let length = 0; length < Math.min(bytes.length, 400); length += 7) {
      const cut = bytes.subarray(0, length).toString('base64')
      expect(readCertificate(`-----BEGIN CERTIFICATE-----\n${cut}\n-----END CERTIFICATE-----`)).toBeNull()
    }
  })

  test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----'])(
    '“%s” is none',
    (text) => expect(readCertificate(text)).toBeNull(),
  )
})
