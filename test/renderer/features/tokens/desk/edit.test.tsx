// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { Failure } from '../../../../../electron/contract/failures.ts'
import { refusing } from '../../../../support/staged-window.tsx'
import { draft, form, how, key, make, showEdit, subject, typeInto } from './shown-edit.tsx'

afterEach(cleanup)

describe('a token that is edited', () => {
  test('begins as it is, and is made of what stands in both parts', async () => {
    const { user, asked } = showEdit()
    expect(document.activeElement).toBe(
      await screen.findByRole('heading', { name: 'Edit for tests: alice · access token' }),
    )
    await form()
    await typeInto('Claims', '{"sub":"bob"}')
    await user.click(await make())
    await screen.findByRole('heading', { name: /^Made: alg none · alice/ })
    expect(asked('inspection.draft')).toEqual([{ subject, recipe: null }])
    expect(asked('inspection.forge')).toEqual([{ base: subject, draft: { ...draft, claims: '{"sub":"bob"}' } }])
  })

  test('that stops being JSON is told at its part while it is typed', async () => {
    showEdit()
    await form()
    await typeInto('Header', '{"alg":')
    await within(screen.getByRole('region', { name: 'Header' })).findByText(/^Line 1: /)
  })

  test('that cannot be taken apart says why', async () => {
    showEdit({ 'inspection.draft': refusing({ code: 'inspection.gone', details: {} }) })
    await screen.findByRole('alert')
    expect(screen.queryByRole('form', { name: 'Draft of the token' })).toBeNull()
  })
})

describe('a quick change', () => {
  test('touches only the claim that it is about', async () => {
    const { user, asked } = showEdit()
    await form()
    await user.click(screen.getByRole('button', { name: 'Expired 1 h ago' }))
    const word = screen.getByRole('textbox', { name: 'Scope or role to add' })
    await user.type(word, 'orders:write')
    await user.click(screen.getByRole('button', { name: 'Add scope' }))
    await user.clear(word)
    await user.type(word, 'admin')
    await user.click(screen.getByRole('button', { name: 'Add role' }))
    await user.click(await make())
    await waitFor(() => expect(asked('inspection.forge')).toHaveLength(1))
    expect(JSON.stringify(asked('inspection.forge'))).toMatch(
      /orders:read orders:write\\",\\"n\\":12345678901234567890,\\n  \\"exp\\": \d{10},\\n  \\"roles\\": \[\\"admin\\"\]/,
    )
  })

  test('of claims that are no JSON changes nothing and says so', async () => {
    const { user } = showEdit()
    await form()
    await typeInto('Claims', '{"sub"')
    await user.click(screen.getByRole('button', { name: 'Valid for 1 h more' }))
    await screen.findByText(/no JSON object at the moment/)
  })
})

describe('the signature', () => {
  test('with a key of the person’s takes its algorithm into the header, and the key is wiped when it was used', async () => {
    const { user, asked } = showEdit()
    await user.selectOptions(await how(), 'Sign with a key of mine')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Algorithm' }), 'HS256')
    await user.type(key(), 'the-shared-secret')
    await user.click(await make())
    await screen.findByRole('heading', { name: /^Made: alg none · alice/ })
    const signing = { how: 'key', alg: 'HS256', key: 'the-shared-secret' }
    expect(asked('inspection.forge')).toEqual([
      { base: subject, draft: { header: '{"alg":"HS256"}', claims: draft.claims, signing } },
    ])
    expect(key().value).toBe('')
    expect(document.documentElement.outerHTML).not.toContain('the-shared-secret')
  })

  test.each([
    ['Cut the signature off', { how: 'cut-off' }],
    ['Turn one bit of the signature over', { how: 'bit-flipped' }],
    ['Sign with a key nobody knows', { how: 'foreign-key', alg: 'RS256', embed: true }],
    ['HMAC with the issuer’s public key', { how: 'key-confusion', alg: 'HS256' }],
    ['Write the signature out', { how: 'written', signature: 'AAAA' }],
  ])('“%s” is what main is asked for', async (title, signing) => {
    const { user, asked } = showEdit()
    await user.selectOptions(await how(), title)
    const embed = screen.queryByRole('checkbox', { name: /^Put its public key into the header/ })
    if (signing.how === 'foreign-key' && embed !== null) await user.click(embed)
    if (signing.how === 'written') await user.type(screen.getByRole('textbox', { name: 'Signature' }), 'AAAA')
    await user.click(await make())
    await waitFor(() => expect(asked('inspection.forge')).toMatchObject([{ draft: { signing } }]))
  })
})

describe('a failure', () => {
  const failing = (failure: Failure) => showEdit({ 'inspection.forge': refusing(failure) })

  test.each(['header', 'claims'] as const)('of the %s is told at that part', async (part) => {
    const reason = 'It stops being JSON at line 3.'
    const { user } = failing({ code: 'inspection.draft_invalid', details: { part, reason } })
    await user.click(await make())
    await within(screen.getByRole('region', { name: part === 'header' ? 'Header' : 'Claims' })).findByText(
      /It stops being JSON at line 3/,
    )
    expect(screen.queryByRole('heading', { name: /^Made/ })).toBeNull()
  })

  test('of the key is told at its field, and the key stays to be mended', async () => {
    const { user } = failing({ code: 'inspection.key_unusable', details: { reason: 'It is a public key.' } })
    await user.selectOptions(await how(), 'Sign with a key of mine')
    await user.type(key(), 'half a key')
    await user.click(await make())
    await screen.findByText(/It is a public key/)
    expect(key().getAttribute('aria-invalid')).toBe('true')
    expect(key().value).toBe('half a key')
  })

  test('of another kind stands over the button, and can be dismissed', async () => {
    const { user } = failing({ code: 'inspection.gone', details: {} })
    await user.click(await make())
    await screen.findByRole('alert')
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
