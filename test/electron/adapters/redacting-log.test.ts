import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { redactText } from '../../../electron/adapters/redact-text.ts'
import { createRedactingLog } from '../../../electron/adapters/redacting-log.ts'
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
    ['{"refresh_token":"r-1","scope":"openid"}', '{"refresh_token":[secret],"scope":"openid"}'],
    ['{ "refresh_token" : "r 1", "scope": "openid" }', '{ "refresh_token" : [secret], "scope": "openid" }'],
    [`{ password: 'correct horse, battery', user: 'al' }`, `{ password: [secret], user: 'al' }`],
    [
      String.raw`{"body":"{\"password\":\"correct horse\",\"user\":1}"}`,
      String.raw`{"body":"{\"password\":[secret],\"user\":1}"}`,
    ],
    ['Cookie: session=one; theme=dark\nHost: api', 'Cookie: [secret]\nHost: api'],
    ['set-cookie: sid=abc; Path=/', 'set-cookie: [secret]'],
    ['{"cookie":"session=one; theme=dark","host":"api"}', '{"cookie":[secret],"host":"api"}'],
    ['Authorization: Digest username="alice", response="af07"', 'Authorization: Digest [secret]'],
    ['X-Api-Key: short-key', 'X-Api-Key: [secret]'],
    [`DPoP: ${jwt}`, 'DPoP: [secret]'],
    ['postgres://alice:p@ss@db.example:5432/x?y=1', 'postgres://[secret]@db.example:5432/x?y=1'],
    ['in -----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY----- here', 'in [private key] here'],
    ['cut -----BEGIN ENCRYPTED PRIVATE KEY-----\nMHcC', 'cut [private key]'],
    ['{"kty":"EC","x":"pub","d":"short"}', '{"kty":"EC","x":"pub","d":[secret]}'],
    ["{ kty: 'oct', k: 'c2hvcnQ' }", "{ kty: 'oct', k: [secret] }"],
    ['Unexpected token \'s\', "seven lamps"... is not valid JSON', 'Unexpected token [text] is not valid JSON'],
    ['nobody knows sk_live_51H8a0Zx9QqLm2', 'nobody knows [random]'],
    // Words, files and dates say where a bug is.
    [
      'no createSecretClipboardOn in vault.json.damaged-20260301T090000Z',
      'no createSecretClipboardOn in vault.json.damaged-20260301T090000Z',
    ],
    [
      "ENOENT: no such file or directory, open '/home/alice/.config/Claimcheck/vault.json'",
      "ENOENT: no such file or directory, open '/home/alice/.config/Claimcheck/vault.json'",
    ],
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
    const pieces = [
      ...[
        'eyJ-',
        'eyJaaaaaa.',
        'Bearer ',
        'code ',
        'code="',
        'code:\\\\"',
        'cookie:',
        '://',
        '-----BEGIN ',
        'a1A',
        '"',
        '\\\\',
      ],
      ...['-----BEGIN PRIVATE KEY-----', 'Unexpected token ', '"d":', '"x is an invalid header ', 'authorization: a '],
    ]
    for (const piece of pieces) redactText(piece.repeat(1_000_000 / piece.length))
    expect(performance.now() - startedMs).toBeLessThan(5000)
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

  test('takes for frames what comes after the message, and not what a message says in their form', () => {
    const hostile = '\n    at sk_live_51H8a0Zx9QqLm2 (file:///x.ts:1:2)'
    const log = createRedactingLog(path.join(folder, 'logs'), () => new Date(0))
    log.write('i', new Error(`broken${hostile}`))
    const changed = new Error(`one${hostile}`)
    changed.message = 'another'
    log.write('i', changed)
    expect(logged()).not.toContain('sk_live')
    expect(logged()).toContain('redacting-log.test.ts')
  })

  test('is cut off where an error quotes a whole answer', () => {
    createRedactingLog(path.join(folder, 'logs'), () => new Date(0)).write('i', new Error('word '.repeat(1_000_000)))
    expect(logged().length).toBeLessThan(25_000)
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
