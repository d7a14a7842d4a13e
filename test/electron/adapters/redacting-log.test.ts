import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRedactingLog, redactText } from '../../../electron/adapters/redacting-log.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl-_x'
let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-log-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const logged = () => readFileSync(path.join(folder, 'logs', 'claimcheck.log'), 'utf8')

describe('the log', () => {
  test.each([
    [`token ${jwt} seen`, 'token [token] seen'],
    ['Authorization: Bearer abc.def-123', 'Authorization: Bearer [secret]'],
    ['Basic dXNlcjpwYXNz failed', 'Basic [secret] failed'],
    ['{"refresh_token":"r-1","scope":"openid"}', '{"refresh_token":"[secret]","scope":"openid"}'],
    [
      'grant_type=refresh_token&refresh_token=r1&client_secret=s',
      'grant_type=refresh_token&refresh_token=[secret]&client_secret=[secret]',
    ],
    ['http://127.0.0.1:1/callback/x?code=c-1&state=s-1', 'http://127.0.0.1:1/callback/x?code=[secret]&state=[secret]'],
  ])('of %j keeps %j', (text, kept) => {
    expect(redactText(text)).toBe(kept)
  })

  test('is made in no time from a hostile text of a megabyte', () => {
    const startedMs = performance.now()
    for (const piece of ['eyJ-', 'eyJaaaaaa.', 'Bearer ', 'code ']) redactText(piece.repeat(1_000_000 / piece.length))
    expect(performance.now() - startedMs).toBeLessThan(2000)
  })

  test('tells a bug with its cause, and none of the secrets in either', () => {
    const log = createRedactingLog(path.join(folder, 'logs'), () => new Date(0))
    const secret = new SecretText('s3cr3t-value')
    log.write('incident-1', new Error(`with ${jwt}`, { cause: new Error(`refresh_token=abc, ${String(secret)}`) }))
    expect(logged()).toContain('incident-1')
    expect(logged()).toContain('caused by')
    for (const forbidden of [jwt, 'refresh_token=abc', 's3cr3t-value']) expect(logged()).not.toContain(forbidden)
  })

  test('prints no fields of an error, since an HTTP error carries its request there', () => {
    const error = Object.assign(new Error('request failed'), { config: { headers: { 'X-Thing': 'canary-42' } } })
    createRedactingLog(path.join(folder, 'logs'), () => new Date(0)).write('i', error)
    expect(logged()).not.toContain('canary-42')
  })

  test('starts a new file when the old one is large, and only its owner can read either', () => {
    const log = createRedactingLog(path.join(folder, 'logs'), () => new Date(0))
    log.write('first', 'x')
    writeFileSync(path.join(folder, 'logs', 'claimcheck.log'), 'x'.repeat(1_000_001))
    log.write('second', 'y')
    expect(logged()).toContain('second')
    expect(logged().length).toBeLessThan(1000)
    expect(statSync(path.join(folder, 'logs', 'claimcheck.log')).mode & 0o777).toBe(0o600)
  })
})
