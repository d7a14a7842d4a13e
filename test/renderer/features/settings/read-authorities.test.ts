import { describe, expect, test } from 'vitest'
import { readAuthorities } from '../../../../renderer/features/settings/read-authorities.ts'

/** A DER sequence of 300 bytes, in lines: what the armour of a certificate holds. */
const der = Buffer.concat([Buffer.from([0x30, 0x82, 0x01, 0x28]), Buffer.alloc(296, 7)]).toString('base64')
const lines = der.replaceAll(/.{64}/g, '$&\n')
const pem = (label = 'CERTIFICATE', body = lines) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`

describe('certificate authorities as text', () => {
  test.each([
    ['', 0],
    [pem(), 1],
    [`# the company's\r\n${pem().replaceAll('\n', '\r\n')}${pem()}`, 2],
  ])('%j holds %i', (text, count) => {
    expect(readAuthorities(text)).toEqual({ count, problem: null })
  })

  test.each([
    ['hello', /begins with -----BEGIN CERTIFICATE-----/],
    [pem('RSA PRIVATE KEY'), /private key/],
    [pem() + pem('PRIVATE KEY'), /private key/],
    [pem('PUBLIC KEY'), /“PUBLIC KEY” is no certificate/],
    [pem() + pem('CERTIFICATE', 'no base64 !'), /Certificate 2 is damaged/],
    [pem() + pem('CERTIFICATE', lines.slice(64)), /Certificate 2 is damaged/],
    [pem('CERTIFICATE', 'aGVsbG8='), /Certificate 1 is damaged/],
    [pem('CERTIFICATE', 'MAEAA'), /Certificate 1 is damaged/],
    [pem('CERTIFICATE', 'MAEA='), /Certificate 1 is damaged/],
    [`${pem()}-----BEGIN CERTIFICATE-----\nMIIB`, /no END line/],
  ])('%j says what is wrong', (text, problem) => {
    expect(readAuthorities(text).problem).toMatch(problem)
  })
})
