import { createHash } from 'node:crypto'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { html } from '../../../electron/playground/authorization-server/pages/html.ts'
import { aCallback, discoverDesktop, startTestPlayground } from '../../support/playground-client.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
beforeAll(async () => void (playground = await startTestPlayground()))
afterAll(() => playground.stop())

/** The login page, as a browser gets it after the first redirect. */
async function openLoginPage() {
  const client = await discoverDesktop(playground)
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: aCallback,
    scope: 'openid',
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  })
  const redirect = await fetch(url, { redirect: 'manual' })
  const page = new URL(redirect.headers.get('location') ?? '', url)
  const cookie = redirect.headers.getSetCookie().map((line) => line.split(';')[0])
  return { page, headers: { cookie: cookie.join('; '), accept: 'text/html' } }
}

const post = (url: URL, headers: Record<string, string>, form: Record<string, string>) =>
  fetch(url, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' })

describe('a page of the authorisation server', () => {
  test('has a policy that allows its own style and form, and nothing else', async () => {
    const { page, headers } = await openLoginPage()
    const response = await fetch(page, { headers })
    const text = await response.text()
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(response.headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      'script-src',
      `style-src 'sha256-${hash}'`,
      `form-action 'self' ${new URL(aCallback).origin}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(text).not.toMatch(/<script|\son\w+=|\sstyle=|\ssrc=|<link/)
  })

  test('opens only in the browser that began the sign-in', async () => {
    const { page } = await openLoginPage()
    const response = await fetch(page)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('This page is over')
  })

  test.each<[string, string, Record<string, string>]>([
    ['a person who does not exist', 'login', { person: 'mallory' }],
    ['no person', 'login', {}],
    ['a consent before anyone signed in', 'consent', { decision: 'allow' }],
    ['a form that is too long', 'login', { person: 'alice', more: 'x'.repeat(5000) }],
  ])('does not take %s', async (_what, action, form) => {
    const { page, headers } = await openLoginPage()
    const response = await post(new URL(`${page.pathname}/${action}`, page), headers, form)
    expect(response.status).toBe(400)
  })

  test('can be cancelled: the app is told', async () => {
    const { page, headers } = await openLoginPage()
    const cancelled = await post(new URL(`${page.pathname}/cancel`, page), headers, {})
    const back = await fetch(new URL(cancelled.headers.get('location') ?? '', page), { headers, redirect: 'manual' })
    const callback = new URL(back.headers.get('location') ?? '')
    expect(callback.searchParams.get('error')).toBe('access_denied')
  })

  test.each([
    ['/auth?client_id=nobody', 'invalid_client', 'This app is not known here'],
    ['/auth', 'invalid_request', 'can’t go on'],
    ['/auth/unknown-uid', 'invalid_request', 'can’t go on'],
  ])('explains what is wrong with %s', async (path, code, words) => {
    const response = await fetch(`${playground.issuer}${path}`, { headers: { accept: 'text/html' } })
    const text = await response.text()
    expect(response.status).toBe(400)
    expect(text).toContain(`<code>${code}</code>`)
    expect(text).toContain(words)
  })

  test('offers to sign out, and says so when that is done', async () => {
    const response = await fetch(`${playground.issuer}/session/end/success`, { headers: { accept: 'text/html' } })
    expect(await response.text()).toContain('You are signed out')
  })
})

describe('the page templates', () => {
  test('escape whatever is put in, save markup', () => {
    const evil = `"><script>alert('&')</script>`
    expect(html`<p title="${evil}">${html`<b>${evil}</b>`}${null}${[html`<i>1</i>`]}</p>`.markup).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"><b>&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</b><i>1</i></p>',
    )
  })
})
