import { describe, expect, test } from 'vitest'
import { findLoginPage, type Hop } from '../../../../electron/domain/challenges/login-page.ts'
import { asNobody, bytesOf, explained } from './refusals.ts'

const api = 'https://api.example.test/orders'
const to = (location: string | null, status = 302, url = api): Hop => ({ url, status, location })
const at = (url: string, status = 200): Hop => ({ url, status, location: null })
const form = '<html><head><title>Welcome</title></head><body><form><input name=p type="password"></form></body></html>'
const shop = '<html><head><title>Orders</title></head><body>12 orders</body></html>'
const titled = '<html><head><title>Sign in · Shop</title></head><body><div id=root></div></body></html>'

describe('a redirect', () => {
  test.each([
    ['/login', 'api.example.test/login', false],
    ['/users/sign_in', 'api.example.test/users/sign_in', false],
    ['/Account/Login?ReturnUrl=%2Forders', 'api.example.test/Account/Login', false],
    [
      'https://id.example.test/authorize?client_id=a&response_type=code&state=secret',
      'id.example.test/authorize',
      true,
    ],
    ['https://id.example.test/saml?SAMLRequest=fZ', 'id.example.test/saml', true],
    ['https://team.cloudflareaccess.com/cdn-cgi/access/x', 'team.cloudflareaccess.com/cdn-cgi/access/x', false],
    ['/oauth2/start?rd=%2F', 'api.example.test/oauth2/start', false],
  ])('to %s leads to a login, of which only host and path are told', (location, where, isCertain) => {
    expect(findLoginPage([to(location)], bytesOf(''), true)).toMatchObject({ how: 'leads-there', where, isCertain })
  })

  test.each(['/orders/', 'https://www.example.test/', '/logic', '/authors', '/catalogue/signs', '::::', null])(
    'to %s does not',
    (location) => expect(findLoginPage([to(location)], bytesOf(''), true)).toBeNull(),
  )

  test.each(['https://id.example.test/authorize?client_id=a&response_type=code', 'https://example.test/login'])(
    'is what whoever asked for %s wanted',
    (url) => expect(findLoginPage([to('/login?again', 302, url)], bytesOf(''), true)).toBeNull(),
  )
})

describe('a page', () => {
  test('that asks for a password is no answer to a token', () => {
    expect(findLoginPage([at(api)], bytesOf(form), true)).toMatchObject({ how: 'is-one', isCertain: false })
    expect(findLoginPage([at(api)], bytesOf(form), false)).toBeNull()
  })

  test('that a redirect ended on is a login by its field, its address or its title', () => {
    const hops = [to('/x'), at('https://api.example.test/x')]
    expect(findLoginPage(hops, bytesOf(form), false)).toMatchObject({ how: 'was-followed', isCertain: true })
    expect(findLoginPage(hops, bytesOf(titled), false)).toMatchObject({ sign: 'its title is “Sign in · Shop”' })
    expect(findLoginPage([to('/login'), at('https://api.example.test/login')], bytesOf(shop), false)).toMatchObject({
      how: 'was-followed',
    })
    expect(findLoginPage(hops, bytesOf(shop), true)).toBeNull()
  })

  test.each(['{"title":"login"}', '', 'password', shop])('is none: %s', (body) => {
    expect(findLoginPage([at(api)], bytesOf(body), true)).toBeNull()
  })
})

describe('an answer that leads to a login page', () => {
  const login = findLoginPage(
    [to('https://id.example.test/authorize?client_id=a&response_type=code')],
    bytesOf(''),
    true,
  )

  test('says that a session of a browser is looked for', () => {
    const why = explained({ status: 302 }, { login })
    expect(why).toMatchObject({
      cause: 'login-redirect',
      confidence: 'certain',
      headline:
        'The API sends the request on to a login page: it looks for the session of a browser, not for the token.',
    })
    expect(why.evidence[0]).toBe('The answer was 302 to id.example.test/authorize.')
  })

  test('says of a stranger that there was no session', () => {
    expect(explained({ status: 302 }, { ...asNobody, login }).headline).toContain('and the request had none')
  })

  test('is told by its challenge where it has one', () => {
    expect(explained({ status: 401, challenge: 'Bearer' }, { ...asNobody, login }).cause).toBe('no-token')
  })
})
