// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { Claim } from '../../../../electron/contract/jwt.ts'
import type { Way } from '../../../../electron/contract/ways.ts'
import { aClaim } from '../../../support/inspected-token-builder.ts'
import { anOAuthWay } from '../../../support/token-builder.ts'
import { alice, aToken, show } from './shown-inspector.tsx'

afterEach(cleanup)

describe('a profile that has no token to look at', () => {
  const standing = { state: 'standing', expiresAt: null } as const
  const carriage = { in: 'header', name: 'X-Api-Key', prefix: '' } as const
  const ways: readonly (readonly [Way, RegExp])[] = [
    [{ kind: 'basic', username: 'sam' }, /user name sam and the password/],
    [{ kind: 'digest', username: 'sam' }, /proof that sam knows the password/],
    [{ kind: 'certificate' }, /TLS connection itself proves/],
    [{ kind: 'none' }, /as a stranger’s would/],
    [{ kind: 'static_token', carriage }, /sent as it is, in the header X-Api-Key/],
  ]

  test.each(ways)('%o says how it proves itself', async (way, words) => {
    const { user, onEdit } = show({ session: standing, way, answers: { 'tokens.inspect': () => null } })
    await screen.findByText(words)
    await user.click(screen.getByRole('button', { name: 'Edit the profile' }))
    expect(onEdit).toHaveBeenCalledWith(alice.id)
  })

  test('says what is still to be entered', async () => {
    const { user, onEdit } = show({ session: { state: 'incomplete', missing: 'clientSecret' } })
    expect(await screen.findByText('alice needs its client secret')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Edit the profile' }))
    expect(onEdit).toHaveBeenCalledWith(alice.id)
  })

  test('shows a static token that is a JWT, without what only a server could do', async () => {
    show({ session: standing, way: { kind: 'static_token', carriage } })
    expect(await screen.findByRole('group', { name: 'Claims' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy' })).toBeTruthy()
    for (const name of ['Refresh', 'Sign out here', 'More', 'ID token']) {
      expect(screen.queryByRole('button', { name })).toBeNull()
    }
  })
})

describe('what a token ties together', () => {
  const withClaims = (...claims: readonly Claim[]) =>
    show({ answers: { 'tokens.inspect': () => aToken({ claims: [...claims] }) } })

  test('says who acts for whom, through whom', async () => {
    withClaims(aClaim('sub', 'alice'), aClaim('act', { sub: 'robot', act: { sub: 'gateway' } }))
    const chain = await screen.findByRole('group', { name: 'Who acts for whom' })
    expect(chain.textContent).toContain('robot acting for alice')
    expect(chain.textContent).toContain('It came through gateway')
    expect(chain.textContent).toMatch(/alice.*gateway.*robot/)
  })

  test('names the DPoP key that it is bound to', async () => {
    withClaims(aClaim('sub', 'alice'), aClaim('cnf', { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' }))
    const tie = await screen.findByRole('group', { name: 'Bound to a DPoP key' })
    expect(tie.textContent).toContain('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
    expect(tie.textContent).toContain('RFC 9449')
  })

  test('names the certificate that it is bound to', async () => {
    withClaims(aClaim('cnf', { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' }))
    expect(await screen.findByRole('group', { name: 'Bound to a client certificate' })).toBeTruthy()
  })

  test('says nothing of a token that anybody can bear', async () => {
    withClaims(aClaim('sub', 'alice'))
    await screen.findByRole('group', { name: 'Claims' })
    expect(screen.queryByRole('group', { name: /Bound|acts for/ })).toBeNull()
  })
})

describe('what the server can do for a token', () => {
  test.each([
    [/User info/, 'userinfo'],
    [/Introspect/, 'introspect'],
    [/Revoke/, 'revoke'],
    [/Sign out at the server/, 'sign-out'],
  ] as const)('is asked for by %s', async (name, deed) => {
    const { user, onService } = show({})
    await user.click(await screen.findByRole('button', { name: 'More' }))
    await user.click(await screen.findByRole('menuitem', { name, hidden: true }))
    expect(onService).toHaveBeenCalledWith(alice.id, deed)
  })

  test.each([
    [{ type: 'client_credentials' }, ['Introspect…', 'Revoke…']],
    [{ type: 'password', username: 'sam' }, ['User info…', 'Introspect…', 'Revoke…']],
    [{ type: 'refresh_token' }, ['User info…', 'Introspect…', 'Revoke…']],
    [{ type: 'device_code' }, ['User info…', 'Introspect…', 'Revoke…', 'Sign out at the server…']],
  ] as const)('fits the grant %j: a service has no person and no session in a browser', async (grant, names) => {
    const { user } = show({ way: anOAuthWay({ grant }) })
    await user.click(await screen.findByRole('button', { name: 'More' }))
    await screen.findByRole('menu', { hidden: true })
    const shown = screen.getAllByRole('menuitem', { hidden: true }).map((item) => item.textContent)
    expect(shown.filter((name) => /User info|Introspect|Revoke|Sign out/.test(name))).toEqual(names)
  })

  test('the user is switched by a sign-in that asks which account', async () => {
    const { user, onSignIn } = show({})
    await user.click(await screen.findByRole('button', { name: 'More' }))
    await user.click(await screen.findByRole('menuitem', { name: /Switch user/, hidden: true }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id, 'select_account')
  })
})
