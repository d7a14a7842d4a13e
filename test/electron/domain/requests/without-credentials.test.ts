import { afterEach, describe, expect, test } from 'vitest'
import { emptyDraft, type RequestDraft } from '../../../../electron/contract/requests.ts'
import { withoutCredentials } from '../../../../electron/domain/requests/without-credentials.ts'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'
const line = (name: string, value: string) => ({ name, value, enabled: true })
const cleaned = (change: Partial<RequestDraft>) => withoutCredentials({ ...emptyDraft, ...change })

describe('a draft that is about to be written to a file', () => {
  test.each([
    ['Authorization', 'Bearer abc'],
    ['authorization', 'Basic dXNlcjpwYXNz'],
    ['Proxy-Authorization', 'x'],
    ['Cookie', 'session=1; theme=dark'],
    ['X-API-Key', '42'],
    ['Api-Key', '42'],
    ['DPoP', 'x'],
    ['X-Auth-Token', 'x'],
    ['X-Vault-Token', 'x'],
    ['X-Amz-Security-Token', 'x'],
    ['Ocp-Apim-Subscription-Key', 'x'],
    ['X-Session-Id', 'x'],
    ['X-Whatever', `prefix ${jwt}`],
    ['Authorization', `Bearer {{token.alice}}${'x'.repeat(30)}`],
  ])('loses the value of the header %s: %s', (name, value) => {
    const { draft, removed } = cleaned({ headers: [line(name, value)] })
    expect(draft.headers[0]?.value).toBe(value.startsWith('prefix') ? 'prefix ' : '')
    expect(removed).toEqual([`header ${name}`])
  })

  test.each([
    ['Authorization', 'Bearer {{token.alice}}'],
    ['Authorization', 'Bearer'],
    ['Authorization', ''],
    ['Cookie', 'session={{sid}}; theme=dark'],
    ['X-Author', 'alice'],
    ['Accept', 'application/json'],
    ['Idempotency-Key', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
    ['WWW-Authenticate', 'Bearer'],
    ['X-Token-Type', 'access'],
  ])('keeps the header %s: %s', (name, value) => {
    const before = { ...emptyDraft, headers: [line(name, value)] }
    expect(withoutCredentials(before)).toEqual({ draft: before, removed: [] })
  })

  test.each([
    ['https://x.test/a?access_token=abc&b=1#f', 'https://x.test/a?access_token=&b=1#f'],
    ['https://x.test/?api_key=abc', 'https://x.test/?api_key='],
    ['https://x.test/?API-Key=abc&token=x', 'https://x.test/?API-Key=&token='],
    ['https://x.test/?token={{t}}', 'https://x.test/?token={{t}}'],
    ['https://user:secret@x.test/p', 'https://x.test/p'],
    ['https://{{user}}:{{password}}@x.test/p', 'https://{{user}}:{{password}}@x.test/p'],
    ['https://x.test/#access_token=abc&state=1', 'https://x.test/#access_token=&state=1'],
    [`https://x.test/verify/${jwt}/now`, 'https://x.test/verify//now'],
    ['https://x.test/?key=color&code=DE&tokens=3', 'https://x.test/?key=color&code=DE&tokens=3'],
    ['{{baseUrl}}/orders?limit=10', '{{baseUrl}}/orders?limit=10'],
    ['not a url at all', 'not a url at all'],
    ['', ''],
  ])('has the address %s written as %s', (url, expected) => {
    expect(cleaned({ url }).draft.url).toBe(expected)
  })

  test('loses parameters and form fields by name, and JWTs anywhere', () => {
    const { draft, removed } = cleaned({
      params: [line('client_secret', 's'), line('page', '2'), line('x', jwt)],
      body: {
        kind: 'form',
        fields: [line('grant_type', 'password'), line('password', 'p'), line('refresh_token', '{{r}}')],
      },
      notes: `Try ${jwt}`,
    })
    expect(draft.params.map(({ value }) => value)).toEqual(['', '2', ''])
    expect(draft.body).toMatchObject({ fields: [{ value: 'password' }, { value: '' }, { value: '{{r}}' }] })
    expect(draft.notes).toBe('Try ')
    expect(removed).toEqual(['parameter client_secret', 'parameter x', 'field password', 'the notes'])
  })

  test('keeps a body as it was typed, but for a JWT', () => {
    const text = '{"user":"alice","password":"wrong on purpose","token":"abc"}'
    expect(cleaned({ body: { kind: 'json', text } }).draft.body).toEqual({ kind: 'json', text })
    expect(cleaned({ body: { kind: 'text', text: `t=${jwt};` } }).draft.body).toEqual({ kind: 'text', text: 't=;' })
  })

  test('names no value in what it says it removed', () => {
    const { removed } = cleaned({ headers: [line('Cookie', 'canary')], url: 'https://u:canary@x.test/?token=canary' })
    expect(removed).toEqual(['the address', 'header Cookie'])
  })

  test('of 100,000 characters made to be slow takes no time', () => {
    const started = performance.now()
    for (const text of [
      'eyJ'.repeat(33_000),
      'eyJaaaaaaaa.'.repeat(8000),
      '{{'.repeat(50_000),
      '&a='.repeat(33_000),
      '?'.repeat(100_000),
    ]) {
      cleaned({ url: text, notes: text, headers: [line('cookie', text)], body: { kind: 'text', text } })
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('saving a request', () => {
  test('never writes a typed credential into the file', async () => {
    const { collections, read } = await aWorkspace()
    const draft = {
      ...emptyDraft,
      headers: [line('Authorization', 'Bearer canary-1')],
      url: 'https://x.test/?token=canary-2',
    }
    const saved = await collections.saveRequest({ to: 'new', folder: at(''), name: 'New', draft })
    expect(saved.draft.headers).toEqual([line('Authorization', '')])
    await collections.saveRequest({ to: 'existing', path: saved.path, draft: { ...draft, method: 'PUT' } })
    expect(await read('New.yml')).not.toContain('canary')
  })

  test('leaves a value where it is that stood in the file before', async () => {
    const text = aRequestFile('Old', 1, '  headers:\n    - name: X-Api-Key\n      value: already-here\n')
    const { collections, read } = await aWorkspace({ 'old.yml': text })
    const { draft } = await collections.readRequest(at('old.yml'))
    await collections.saveRequest({ to: 'existing', path: at('old.yml'), draft: { ...draft, method: 'PUT' } })
    expect(await read('old.yml')).toBe(text.replace('GET', 'PUT'))
    const headers = [line('X-Api-Key', 'typed-now')]
    await collections.saveRequest({ to: 'existing', path: at('old.yml'), draft: { ...draft, headers } })
    expect(await read('old.yml')).not.toContain('typed-now')
  })
})
