import { describe, expect, test } from 'vitest'
import { EngineNoAnswer, type EngineFetch } from '../../../electron/adapters/engine-fetch.ts'
import { createRecordingFetch } from '../../../electron/adapters/recording-fetch.ts'
import { readRetryAfter, readSkew } from '../../../electron/adapters/recording-fetch-times.ts'
import { createRedactor } from '../../../electron/domain/sign-in/redact.ts'
import { aWatchedCall } from '../../support/provider-under-test.ts'

const url = 'https://id.example.test/token?tenant=one&code=code-canary'

function recording(fetch: EngineFetch) {
  const watched = aWatchedCall()
  const made = createRecordingFetch({
    ...{ fetch, now: () => new Date(), call: watched.call, redactor: createRedactor(), certificate: null },
    ...{ titleOf: () => 'Ask', deadlineMs: 1000, limitBytes: 1000 },
    read: (_url, { status, headers, text }) => ({ json: JSON.parse(text), status, headers, body: text, notes: [] }),
  })
  return { ...watched, ...made }
}
const init = (some: object = {}) => ({
  method: 'POST',
  headers: {},
  body: undefined,
  redirect: 'manual' as const,
  ...some,
})
const secrets = {
  ...{ client_secret: 'a-canary', client_assertion: 'b-canary', assertion: 'c-canary', password: 'd-canary' },
  ...{ device_code: 'e-canary', subject_token: 'f-canary', actor_token: 'g-canary', refresh_token: 'h-canary' },
  ...{ code: 'i-canary', code_verifier: 'j-canary', state: 'k-canary', nonce: 'l-canary', request: 'm-canary' },
}

describe('what a request leaves in the trace', () => {
  test(`is none of ${Object.keys(secrets).length} secrets, nor a proof, though the answer repeats them all`, async () => {
    const headers = { authorization: 'Basic n-canary', dpop: 'o-canary.p.q' }
    const repeated = {
      ...headers,
      text: [...Object.values(secrets), 'n-canary', 'o-canary.p.q'].join(' '),
      deep: { access_token: 'r-canary', list: ['r-canary'] },
    }
    const { fetch, entries } = recording(async () =>
      Response.json(repeated, {
        headers: { 'dpop-nonce': 'a-nonce', location: 'https://x.example.test/?code=s-canary' },
      }),
    )
    await fetch(url, init({ headers, body: new URLSearchParams(secrets) }))
    expect(JSON.stringify(entries)).not.toContain('canary')
    expect(entries[0]).toMatchObject({ title: 'Ask', status: 200, problem: null })
    expect(entries[0]?.requestFields.map(([name]) => name)).toEqual(['authorization', 'dpop', ...Object.keys(secrets)])
    expect(entries[0]?.answerFields).toContainEqual(['dpop-nonce', 'a-nonce'])
  })

  test('is a hundred members of an answer that has more, however many secrets and levels it has', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`m${at}`, 'x']))
    const hidden = Array.from({ length: 20_000 }, (_, at) => ({ access_token: `canary-${at}` }))
    const deep = `{"deep":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},`
    const body = JSON.stringify({ hidden, ...many }).replace('{', deep)
    const { fetch, entries } = recording(async () => new Response(body))
    const startedAt = performance.now()
    await fetch(url, init())
    // 60 ms where it was measured, and minutes before.
    expect(performance.now() - startedAt).toBeLessThan(2000)
    expect(entries[0]?.answerFields.at(-1)).toEqual(['…', '19902 more members'])
    expect(JSON.stringify(entries)).not.toContain('canary')
  })

  test('is the sentence of the engine where no answer came', async () => {
    const message = 'No secure connection to id.example.test: its certificate has expired.'
    const { fetch, entries, last } = recording(() => Promise.reject(new EngineNoAnswer('tls', message)))
    await expect(fetch(url, init())).rejects.toThrow(message)
    expect(entries[0]).toMatchObject({ status: null, problem: message })
    expect(last()).toEqual({ kind: 'no-answer', host: 'id.example.test', reason: 'tls', message })
  })

  test('is nothing of a fault of this program, which goes on as it is', async () => {
    const { fetch, entries, last } = recording(() => Promise.reject(new RangeError('a bug')))
    await expect(fetch(url, init())).rejects.toThrow(RangeError)
    expect([entries, last()]).toEqual([[], null])
  })

  test('is that it was stopped, before it was sent or on its way, with the reason of whoever stopped it', async () => {
    const underWay = recording(
      (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new EngineNoAnswer('cancelled', 'Cancelled.')))
        }),
    )
    const waiting = underWay.fetch(url, init())
    underWay.controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(underWay.fetch(url, init())).rejects.toThrow('enough')
    expect(underWay.entries.map(({ problem }) => problem)).toEqual(Array(2).fill('Stopped before an answer came'))
    expect(underWay.refusal()).toEqual(new Error('enough'))
  })
})

test.each([
  'http://id.example.test/token',
  'http://127.0.0.1.evil.test/',
  'ftp://id.example.test/',
  'data:text/plain,x',
])('nothing is sent to %s', async (address) => {
  let isSent = false
  const { fetch } = recording(async () => {
    isSent = true
    return new Response('{}')
  })
  await expect(fetch(address, init())).rejects.toMatchObject({ code: 'sign_in.issuer_insecure' })
  expect(isSent).toBe(false)
})

describe('the times of an answer', () => {
  const sentAt = new Date('2026-03-01T12:00:00.000Z')
  const receivedAt = new Date('2026-03-01T12:00:02.000Z')
  test.each([
    ['Sun, 01 Mar 2026 12:00:01 GMT', 1],
    ['Sun, 01 Mar 2026 13:00:01 GMT', 3601],
    ['Sun, 01 Mar 2026 11:00:00 GMT', -3600],
    ['yesterday', null],
    [null, null],
  ])('a Date of %s is a clock that is %s s off', (header, seconds) =>
    expect(readSkew(header, sentAt, receivedAt)).toBe(seconds),
  )

  test.each([
    ['17', 17],
    ['0', 0],
    ['Sun, 01 Mar 2026 12:01:02 GMT', 60],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['99999999999', null],
    [null, null],
  ])('Retry-After: %s is %s s', (header, seconds) => expect(readRetryAfter(header, receivedAt)).toBe(seconds))
})
