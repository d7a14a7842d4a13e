// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { formatUtc } from '../../../../renderer/text/times.ts'
import { aClaim, aTimeClaim } from '../../../support/inspected-token-builder.ts'
import { aToken, now, show, showToken } from './shown-inspector.tsx'

beforeEach(() => window.localStorage.clear())
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const claims = async () => within(await screen.findByRole('group', { name: 'Claims' }))

describe('a claim', () => {
  test('says who defines it: a register, a provider, or nobody that is known', async () => {
    showToken(
      aToken({
        claims: [
          aClaim('aud', 'urn:orders', { source: 'registered', reference: 'RFC 7519 §4.1.3' }),
          aClaim('realm_access', { roles: [] }, { source: 'known', reference: 'Keycloak' }),
          aClaim('tier', 'gold', { meaning: 'A private claim' }),
        ],
      }),
    )
    const shown = await claims()
    const meanings = shown.getAllByRole('definition').map(({ lastElementChild }) => lastElementChild?.textContent)
    expect(meanings).toEqual([
      'what aud means · RFC 7519 §4.1.3',
      'what realm_access means · known of a provider: Keycloak',
      'A private claim',
    ])
  })

  test('that stands twice is shown twice, each with its place', async () => {
    showToken(aToken({ claims: [aClaim('sub', 'alice'), aClaim('sub', 'admin'), aClaim('iss', 'x')] }))
    const names = (await claims()).getAllByRole('term').map(({ textContent }) => textContent)
    expect(names).toEqual(['iss', 'sub 1 of 2', 'sub 2 of 2'])
    expect((await claims()).getByText('admin')).toBeTruthy()
  })

  test('that is worth a look says so to a screen reader', async () => {
    showToken(aToken({ claims: [aClaim('sub', 'alice', { attention: true })] }))
    expect((await claims()).getByRole('img', { name: 'worth a look' })).toBeTruthy()
  })

  test('with a name and a value of 300 characters, hidden ones among them, shows them as escapes and folds', async () => {
    const long = `${'n'.repeat(299)}\u202e`
    const { user } = showToken(aToken({ claims: [aClaim(long, `v\u0000${'w'.repeat(400)}`, { meaning: 'private' })] }))
    const shown = await claims()
    expect(shown.getByRole('term').textContent).toBe(`${'n'.repeat(299)}\\u{202e}`)
    const more = shown.getByRole('button', { name: /^Show all of n+/ })
    expect(shown.getByRole('definition').textContent).toContain('v\\u{0}www')
    expect(shown.getByRole('definition').textContent?.length).toBeLessThan(300)
    await user.click(more)
    expect(shown.getByRole('definition').textContent).toContain('w'.repeat(400))
  })

  test('without a name, and with an empty value, is still seen', async () => {
    showToken(aToken({ claims: [aClaim('', '')] }))
    expect((await claims()).getByRole('term').textContent).toBe('(no name)')
    expect((await claims()).getByText('""')).toBeTruthy()
  })

  test('that is an object is laid out, and its big numbers keep every digit', async () => {
    const json = '{"id":12345678901234567890,"deep":{"roles":["a"]}}'
    showToken(aToken({ claims: [{ ...aClaim('ext', {}), json, kind: 'other' }] }))
    expect((await claims()).getByRole('definition').textContent).toContain(
      '{\n  "id": 12345678901234567890,\n  "deep": {\n    "roles": ["a"]\n  }\n}',
    )
  })

  test('of 200 scopes shows the first ones, and all at a click', async () => {
    const chips = Array.from({ length: 200 }, (_, index) => `scope-${index}`)
    const { user } = showToken(aToken({ claims: [aClaim('scope', chips.join(' '), { kind: 'list', chips })] }))
    expect((await claims()).queryByText('scope-199')).toBeNull()
    await user.click((await claims()).getByRole('button', { name: 'Show all of scope' }))
    expect((await claims()).getByText('scope-199')).toBeTruthy()
  })

  test('in which the same role stands twice shows both', async () => {
    showToken(aToken({ claims: [aClaim('roles', ['a', 'a', ''], { kind: 'list', chips: ['a', 'a', ''] })] }))
    expect((await claims()).getAllByText('a')).toHaveLength(2)
    expect((await claims()).getByText('(empty)')).toBeTruthy()
  })
})

test('sixty claims are all there, and soon', async () => {
  const many = Array.from({ length: 60 }, (_, index) => aClaim(`claim-${index}`, `value ${index}`))
  showToken(aToken({ claims: many, length: 4096 }))
  expect((await claims()).getAllByRole('term')).toHaveLength(60)
})

test('a token without claims says so', async () => {
  showToken(aToken({ claims: [] }))
  expect(await screen.findByText('The token carries no claims at all.')).toBeTruthy()
  expect(screen.queryByRole('group', { name: 'Times in' })).toBeNull()
})

describe('a time', () => {
  const at = new Date(Math.floor(now.getTime() / 1000) * 1000 + 255_000)
  const token = aToken({ claims: [aTimeClaim('exp', at)], expiresAt: at.toISOString() })

  test('is told by the local clock and from now, and by UTC in the same row', async () => {
    showToken(token)
    const row = (await claims()).getByRole('definition')
    expect(row.textContent).toMatch(/\d\d:\d\d:\d\d to(day|morrow), in \d+ min/)
    expect(row.textContent).toContain(formatUtc(at))
    expect(within(row).getByRole('button', { name: /\d\d:\d\d:\d\d/ }).title).toBe(formatUtc(at))
  })

  test('is told by UTC after the switch, everywhere, and the next time too', async () => {
    const { user, view } = showToken(token)
    const zones = within(await screen.findByRole('group', { name: 'Times in' }))
    expect(zones.getByRole('button', { name: 'Local' }).getAttribute('aria-pressed')).toBe('true')
    await user.click(zones.getByRole('button', { name: 'UTC' }))
    expect((await claims()).getByRole('button', { name: formatUtc(at) })).toBeTruthy()
    expect(screen.getByText(`expires ${formatUtc(at)}`)).toBeTruthy()
    view.unmount()
    showToken(token)
    expect((await claims()).getByRole('button', { name: formatUtc(at) })).toBeTruthy()
  })

  test('changes its clock when it is pressed, also with the keyboard', async () => {
    const { user } = showToken(token)
    const time = (await claims()).getByRole('button', { name: /\d\d:\d\d:\d\d/ })
    time.focus()
    await user.keyboard('{Enter}')
    expect(time.textContent).toBe(formatUtc(at))
    expect(time.title).toContain('local time')
  })
})

describe('the header', () => {
  test('is closed until somebody asks, and explains each parameter with its section', async () => {
    const { user } = show({})
    const summary = await screen.findByText('1 parameter')
    expect(screen.queryByText('RSA with SHA-256')).toBeNull()
    await user.click(summary)
    expect((await screen.findByText('RSA with SHA-256')).parentElement?.textContent).toBe(
      'RSA with SHA-256 · RFC 7518 §3.3',
    )
  })
})

describe('a token that is no plain JWT', () => {
  test('tells what can be read of it', async () => {
    const facts = [
      { name: 'version', text: 'v4.public' },
      { name: 'caveat', text: 'time < 2027' },
      { name: 'caveat', text: 'ip = 10.0.0.1' },
    ]
    showToken(aToken({ format: 'paseto', kindName: 'PASETO v4.public', claims: [], header: [], scopes: [], facts }))
    const section = within(await screen.findByRole('group', { name: 'What can be read of it' }))
    expect(section.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['version', 'caveat', 'caveat'])
    expect(section.getByText('ip = 10.0.0.1')).toBeTruthy()
    expect(screen.getByText(/It is a PASETO/)).toBeTruthy()
  })

  test('shows what an SD-JWT discloses, and what must not be believed', async () => {
    showToken(
      aToken({
        kindName: 'SD-JWT',
        disclosures: [
          { name: 'given_name', path: 'given_name', json: '"Alice"', state: 'fits' },
          { name: null, path: 'nationalities', json: '"DE"', state: 'fits' },
          { name: 'admin', path: null, json: 'true', state: 'stranger' },
          { name: 'admin', path: null, json: 'true', state: 'repeated' },
          { name: null, path: null, json: 'null', state: 'unreadable' },
        ],
      }),
    )
    const section = within(await screen.findByRole('group', { name: 'Disclosures' }))
    expect(section.getAllByRole('term').map(({ textContent }) => textContent)).toEqual([
      'given_name',
      'nationalities[…]',
      'admin 1 of 2',
      'admin 2 of 2',
      'list element',
    ])
    const told = section.getAllByRole('definition').map(({ textContent }) => textContent)
    expect(told[0]).toMatch(/Alice.*fits/)
    expect(told[2]).toMatch(/does not fit.*must not be believed/)
    expect(told[3]).toContain('repeated')
    expect(told[4]).toContain('unreadable')
  })
})
