import { describe, expect, test } from 'vitest'
import { readAuthorities } from '../../../../renderer/features/settings/read-authorities.ts'

const pem = (label = 'CERTIFICATE', body = 'MIIBszCCAVmgAwIBAgIU\nQ0E=') =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`

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
    [`${pem()}-----BEGIN CERTIFICATE-----\nMIIB`, /no END line/],
  ])('%j says what is wrong', (text, problem) => {
    expect(readAuthorities(text).problem).toMatch(problem)
  })
})
