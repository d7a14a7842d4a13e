import { describe, expect, test } from 'vitest'
import {
  checkPastedRedirect,
  createPastedDoor,
  judgePastedAddress,
} from '../../../../electron/domain/sign-in/pasted-address.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

const state = 'a-state-that-is-thirty-two-bytes-long-or-so'
const app = 'myapp://callback/done'

const expected = (redirectUri = app, answerIn: 'query' | 'fragment' = 'query') => ({
  ...{ redirectUri, answerIn },
  state: new SecretText(state),
})
const good = `${app}?code=abc&state=${state}`

describe('the address on which the browser ended', () => {
  test.each([
    [good, good],
    [`  ${good}\n`, good],
    [`MYAPP://callback/done?code=abc&state=${state}`, good],
    [`${good}#_=_`, good],
    [`${app}?error=access_denied&state=${state}`, `${app}?error=access_denied&state=${state}`],
  ])('%j is taken', (address, callback) => {
    const judged = judgePastedAddress(address, expected())
    expect('callback' in judged && judged.callback.reveal()).toBe(callback)
  })

  test.each([
    ['https://app.example.test/cb', `https://app.example.test/cb?code=a&state=${state}`],
    ['https://app.example.test/cb?tenant=1', `https://app.example.test/cb?tenant=1&code=a&state=${state}`],
    ['com.example.app:/callback', `com.example.app:/callback?code=a&state=${state}`],
    ['http://localhost:8080/', `http://localhost:8080/?code=a&state=${state}`],
    ['http://localhost:8080', `http://localhost:8080?code=a&state=${state}`],
  ])('is taken for %s', (redirectUri, address) => {
    const judged = judgePastedAddress(address, expected(redirectUri))
    expect('callback' in judged && judged.callback.reveal()).toBe(address)
  })

  test('of an app without a path is taken with and without a slash', () => {
    for (const slash of ['', '/']) {
      const judged = judgePastedAddress(`myapp://callback${slash}?code=a&state=${state}`, expected('myapp://callback'))
      expect('callback' in judged && judged.callback.reveal()).toBe(`myapp://callback?code=a&state=${state}`)
    }
  })

  test('of the implicit grant has its tokens in the fragment', () => {
    const judged = judgePastedAddress(`${app}#access_token=a&state=${state}`, expected(app, 'fragment'))
    expect('callback' in judged && judged.callback.reveal()).toBe(`${app}#access_token=a&state=${state}`)
  })
})

const other = { place: 'other-place', state: 'other-state', none: 'no-answer', text: 'not-an-address' } as const

// 40 addresses that are not the one on which this sign-in ended.
const hostile: readonly (readonly [string, (typeof other)[keyof typeof other]])[] = [
  ['', other.text],
  ['   ', other.text],
  ['abc', other.text],
  [`?code=abc&state=${state}`, other.text],
  [`code=abc&state=${state}`, other.text],
  ['callback/done', other.text],
  [`//callback/done?code=abc&state=${state}`, other.text],
  ['http://', other.text],
  [`myapp://callback?code=abc&state=${state}`, other.place],
  [`myapp://callback/done/?code=abc&state=${state}`, other.place],
  [`myapp://callback/DONE?code=abc&state=${state}`, other.place],
  [`myapp://callback/done/more?code=abc&state=${state}`, other.place],
  [`myapp://callback/x/%2e%2e/done2?code=abc&state=${state}`, other.place],
  [`myapp://other/done?code=abc&state=${state}`, other.place],
  [`myapp://callback:1/done?code=abc&state=${state}`, other.place],
  [`myapp://me@callback/done?code=abc&state=${state}`, other.place],
  [`myapp://me:pw@callback/done?code=abc&state=${state}`, other.place],
  [`myapp:/callback/done?code=abc&state=${state}`, other.place],
  [`myapp2://callback/done?code=abc&state=${state}`, other.place],
  [`http://callback/done?code=abc&state=${state}`, other.place],
  [`https://evil.example/?next=${encodeURIComponent(good)}`, other.place],
  [`javascript:location='${app}?code=abc&state=${state}'`, other.place],
  [`data:text/html,${good}`, other.place],
  [`file:///callback/done?code=abc&state=${state}`, other.place],
  [app, other.none],
  [`${app}?`, other.none],
  [`${app}?session_state=1`, other.none],
  [`${app}#code=abc&state=${state}`, other.none],
  [`${app}?state=${state}`, other.none],
  [`${app}?code=abc`, other.state],
  [`${app}?code=abc&state=`, other.state],
  [`${app}?code=abc&state=another`, other.state],
  [`${app}?code=abc&state=${state}x`, other.state],
  [`${app}?code=abc&state=${state.slice(1)}`, other.state],
  [`${app}?code=abc&state=${state.toUpperCase()}`, other.state],
  [`${app}?code=abc&state=${state}&state=${state}`, other.state],
  [`${app}?code=abc&state=x&state=${state}`, other.state],
  [`${app}?code=abc&State=${state}`, other.state],
  [`${app}?code=abc&state[]=${state}`, other.state],
  [`${app}?error=access_denied`, other.state],
]

describe('an address that is another', () => {
  test('the table holds 40 of them', () => expect(hostile).toHaveLength(40))

  test.each(hostile)('%j is refused with its reason, and the wait goes on', async (address, reason) => {
    const door = createPastedDoor(expected())
    expect(() => door.take(address)).toThrow(
      expect.objectContaining({ code: 'sign_in.address_refused', details: { reason } }),
    )
    door.take(good)
    expect((await door.answer).reveal()).toBe(good)
  })

  test.each(hostile)('%j is refused where tokens are waited for, too', (address) => {
    const inFragment = address.replace('?code=abc', '#access_token=abc')
    expect(judgePastedAddress(inFragment, expected(app, 'fragment'))).toHaveProperty('refused')
  })

  test('tokens in the query are refused: there they would have gone to a server', () => {
    const address = `${app}?access_token=abc&state=${state}`
    expect(judgePastedAddress(address, expected(app, 'fragment'))).toEqual({ refused: 'no-answer' })
  })

  test('a redirect address with a query of its own is that with the query only', () => {
    const withTenant = expected('https://app.example.test/cb?tenant=1')
    const address = `https://app.example.test/cb?tenant=2&code=a&state=${state}`
    expect(judgePastedAddress(address, withTenant)).toEqual({ refused: 'other-place' })
  })
})

describe('a redirect address that a profile fixes', () => {
  test.each(['myapp://callback', 'https://app.example.test/cb?x=1', 'urn:ietf:wg:oauth:2.0:oob'])(
    '%s will do',
    (uri) => {
      expect(checkPastedRedirect(uri)).toBe(uri)
    },
  )

  test.each([
    ['', 'empty'],
    ['callback', 'malformed'],
    ['https://app.example.test/cb#here', 'malformed'],
    ['https://me:pw@app.example.test/cb', 'credentials'],
  ])('%j will not', (uri, reason) => {
    expect(() => checkPastedRedirect(uri)).toThrow(
      expect.objectContaining({
        code: 'input.url_invalid',
        details: { url: reason === 'credentials' ? '' : uri, reason },
      }),
    )
  })
})
