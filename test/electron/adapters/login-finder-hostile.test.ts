import { describe, expect, test } from 'vitest'
import { anApiAndItsServer, challenge, places, pointing } from '../../support/api-and-its-server.ts'
import type { Bent } from '../../support/bendable-issuer.ts'
import { failureOf } from '../../support/find-login-under-test.ts'

const { api, server, document, start } = await anApiAndItsServer()

describe('an API that is no case for OAuth', () => {
  test.each<[string, Bent, object]>([
    ['lets anybody in', { status: 204, body: '' }, { outcome: 'open', status: 204 }],
    ['wants Basic', challenge('Basic realm="x"'), { outcome: 'other-scheme', schemes: ['Basic'] }],
    [
      'wants Digest or a key',
      challenge('Digest nonce="1", ApiKey'),
      { outcome: 'other-scheme', schemes: ['Digest', 'ApiKey'] },
    ],
    [
      'wants Basic or a token that nobody gives',
      challenge('Basic realm="x", Bearer'),
      { outcome: 'other-scheme', schemes: ['Basic'] },
    ],
    [
      'sends people to a page to sign in',
      { status: 302, headers: { location: 'https://login.example.test/?next=x' }, body: '' },
      { outcome: 'not-found', why: expect.stringContaining('https://login.example.test') },
    ],
    ['sends on without end', { status: 302, headers: { location: '/orders' }, body: '' }, { outcome: 'not-found' }],
    [
      'sends on to nowhere',
      { status: 302, headers: { location: 'javascript:alert(1)' }, body: '' },
      { outcome: 'not-found' },
    ],
    ['is out of order', { status: 500, body: 'oops' }, { outcome: 'not-found', why: expect.stringContaining('500') }],
  ])('%s', async (_what, answer, expected) => {
    api.answer('/orders', answer)
    expect((await start()).result).toMatchObject(expected)
  })

  test('breaks off', async () => {
    api.answer('/orders', () => 'reset')
    expect((await start()).result).toMatchObject({ outcome: 'not-found', why: expect.stringMatching(/\w/) })
  })

  test('is not asked at all over plain http', async () => {
    expect(await start('http://api.example.test/orders')).toMatchObject({
      steps: [],
      result: { outcome: 'not-found', why: expect.stringContaining('plain http') },
    })
  })

  test.each(['', 'ftp://api.example.test', 'https://', 'https://a:b@api.example.test'])(
    'has no address: %s',
    async (address) => {
      expect(await failureOf(start(address))).toMatchObject({ code: 'input.url_invalid' })
    },
  )
})

describe('a hostile answer', () => {
  const hostile = (name: string, at: () => string, answer?: () => Bent) => [name, at, answer] as const
  const here = () => `${api.issuer}${places.orders}`
  test.each([
    hostile('metadata over plain http', () => 'http://api.example.test/meta'),
    hostile('metadata in a file', () => 'file:///etc/passwd'),
    hostile('metadata in the challenge itself', () => 'data:application/json,{}'),
    hostile('a password in the address of the metadata', () => here().replace('//', '//a:b@')),
    hostile('metadata that are not there', here, () => ({ status: 404, body: '' })),
    hostile('a redirect to another origin', here, () => ({
      status: 302,
      headers: { location: `${server.issuer}/meta` },
      body: '',
    })),
    hostile('a redirect to a name that it makes us look up', here, () => ({
      status: 307,
      headers: { location: 'https://secrets.evil.example.test/' },
      body: '',
    })),
    hostile('a redirect without end', here, () => ({ status: 302, headers: { location: places.orders }, body: '' })),
    hostile('three hundred kilobytes', here, () => document({ padding: 'x'.repeat(300_000) })),
    hostile('a page', here, () => ({ body: '<html>Sign in</html>' })),
    hostile('the metadata of another API', here, () => document({ resource: 'https://bank.example.test' })),
    hostile('the metadata of another path', here, () => document({ resource: `${api.issuer}/customers` })),
    hostile('only servers over plain http', here, () =>
      document({ authorization_servers: ['http://id.example.test'] }),
    ),
    hostile('only servers with a password', here, () =>
      document({ authorization_servers: ['https://a:b@id.example.test'] }),
    ),
  ])('is told and not used: %s', async (_what, at, answer) => {
    api.answer('/orders', pointing(at()))
    if (answer !== undefined) api.answer(places.orders, answer())
    const failure = await failureOf(start())
    expect(failure).toMatchObject({
      code: 'find_login.metadata_refused',
      details: { reason: expect.stringMatching(/\w/) },
    })
    expect(JSON.stringify(failure)).not.toContain('a:b')
    expect(server.calls).toEqual([])
  })

  test('that nests without end is read as far as it matters', async () => {
    const deep = `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)},`
    const body = JSON.stringify(document().body).replace('{', deep)
    api.answer('/orders', pointing(here()))
    api.answer(places.orders, { headers: { 'content-type': 'application/json' }, body })
    expect((await start()).result).toMatchObject({ outcome: 'found' })
  })

  test('at a guessed place is told as well', async () => {
    api.answer('/orders', challenge('Bearer'))
    api.answer(places.orders, document({ resource: 'https://bank.example.test' }))
    expect(await failureOf(start())).toMatchObject({
      code: 'find_login.metadata_refused',
      details: { url: here(), reason: expect.stringContaining('§3.3') },
    })
  })
})
