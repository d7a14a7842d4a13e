import { describe, expect, test } from 'vitest'
import type { Discovered } from '../../../../electron/contract/profiles.ts'
import type { LoginFinder } from '../../../../electron/domain/find-login/login-finder.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import type { WholeAnswer } from '../../../../electron/domain/requests/whole-exchange.ts'
import { urlOf } from '../../../../electron/domain/requests/wire-request.ts'
import { aFindLogin, failureOf } from '../../../support/find-login-under-test.ts'

const url = 'https://api.example.com/orders'
const place = 'https://api.example.com/.well-known/oauth-protected-resource/orders'

const answer = (status: number, headers: [string, string][], body: object | string): WholeAnswer => ({
  ...{ kind: 'answered', status, headers, isCut: false },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})
const discovered = (issuer: string): Discovered => ({
  ...{ issuer, authorizationEndpoint: `${issuer}/authorize`, tokenEndpoint: `${issuer}/token`, jwksUri: null },
  ...{ offers: ['registration'], grants: [], scopes: [], clientAuthentications: ['none'], pkceS256: true },
  ...{ dpopAlgorithms: [], notes: [] },
})

/** An internet of a few pages, which no test can have on 127.0.0.1. Whoever is asked for something else answers 404. */
function anInternet(pages: Record<string, WholeAnswer>) {
  const asked: string[] = []
  const finder: LoginFinder = {
    async get(target) {
      asked.push(urlOf(target))
      return pages[urlOf(target)] ?? answer(404, [], '')
    },
    async discover(issuer) {
      asked.push(issuer)
      if (issuer === new URL(url).origin) throw new ClaimcheckError('sign_in.issuer_not_metadata', { url, status: 404 })
      return { discovered: discovered(issuer), isOpenId: false }
    },
    async register(issuer) {
      asked.push(`${issuer}/register`)
      const unsaid = { secret: null, authentication: null, redirectUris: null, grantTypes: null, scope: null }
      return { clientId: 'registered', ...unsaid }
    },
    chooseRedirect: async () => ({ by: 'fixed', host: '127.0.0.1', port: 5000, path: '/callback/x' }),
  }
  return { ...aFindLogin(finder), asked }
}
const pointing = (to: string): WholeAnswer =>
  answer(401, [['WWW-Authenticate', `Bearer resource_metadata="${to}"`]], '')
const metadata = (...servers: string[]): WholeAnswer =>
  answer(200, [], { resource: url, authorization_servers: servers })

describe('an API on the internet', () => {
  test.each([
    'https://10.0.0.1/meta',
    'https://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:9200/_search',
    'http://localhost/meta',
    'https://intranet/meta',
    'https://[::ffff:192.168.0.1]/meta',
  ])('does not make this machine ask %s for its metadata', async (to) => {
    const { findLogin, asked } = anInternet({ [url]: pointing(to) })
    expect(await failureOf(findLogin.start(url))).toMatchObject({
      code: 'find_login.metadata_refused',
      details: { url: to, reason: expect.stringContaining('own network') },
    })
    expect(asked).toEqual([url])
  })

  test('may have its metadata on another host of the internet', async () => {
    const elsewhere = 'https://metadata.example.net/orders'
    const { findLogin } = anInternet({ [url]: pointing(elsewhere), [elsewhere]: metadata('https://id.example.com') })
    expect((await findLogin.start(url)).result).toMatchObject({ outcome: 'found' })
  })

  test('names a server inside: it is shown, and asked only when it is chosen', async () => {
    const [inside, outside] = ['https://192.168.1.1', 'https://id.example.com']
    const { findLogin, asked, saved } = anInternet({ [url]: pointing(place), [place]: metadata(inside, outside) })
    const { result } = await findLogin.start(url)
    expect(result).toMatchObject({
      servers: [
        {
          issuer: inside,
          registers: false,
          discovered: { tokenEndpoint: null, notes: [expect.stringContaining('not asked yet')] },
        },
        { issuer: outside, registers: true },
      ],
    })
    expect(asked).toEqual([url, place, outside])
    await findLogin.adopt({ url, issuer: inside, name: 'Orders', scopes: [], clientId: null })
    expect(asked.slice(3)).toEqual([inside, `${inside}/register`])
    expect(saved).toMatchObject([{ way: { issuer: inside, clientId: 'registered' } }])
  })

  test('names only servers inside: they are shown all the same', async () => {
    const { findLogin, asked } = anInternet({ [url]: pointing(place), [place]: metadata('http://localhost:8080') })
    expect((await findLogin.start(url)).result).toMatchObject({ outcome: 'found', scopes: [] })
    expect(asked).toEqual([url, place])
  })

  test('does not send this machine on to another origin', async () => {
    const sendingOn = (to: string) => answer(307, [['Location', to]], '')
    const { findLogin, asked } = anInternet({ [url]: sendingOn('http://127.0.0.1:9200/') })
    expect((await findLogin.start(url)).result).toMatchObject({ why: expect.stringContaining('not followed') })
    expect(asked.filter((each) => !each.startsWith('https://api.example.com'))).toEqual([])
  })
})

describe('an API inside', () => {
  test.each([
    ['https://10.0.0.5/orders', 'https://10.0.0.6'],
    ['https://10.0.0.5/orders', 'https://id.example.com'],
    ['http://127.0.0.1:8080/orders', 'http://localhost:9090'],
  ])('has its servers read: %s', async (asked, server) => {
    const at = new URL(asked)
    const document = answer(200, [], { resource: asked, authorization_servers: [server] })
    const { findLogin } = anInternet({
      [asked]: pointing('/meta'),
      [`${at.origin}/meta`]: document,
    })
    expect((await findLogin.start(asked)).result).toMatchObject({
      servers: [{ issuer: server, discovered: { tokenEndpoint: `${server}/token` } }],
    })
  })
})

describe('the name of what was found', () => {
  test.each([
    [{ resource_name: `${'x'.repeat(79)}😀` }, 'x'.repeat(79)],
    [{ resource_name: '\u202e' }, 'api.example.com'],
    [{}, 'api.example.com'],
  ])('from %o is %s', async (some, name) => {
    const document = { resource: url, authorization_servers: ['https://id.example.com'], ...some }
    const { findLogin } = anInternet({ [url]: pointing(place), [place]: answer(200, [], document) })
    expect((await findLogin.start(url)).result).toMatchObject({ suggestedName: name })
  })
})
