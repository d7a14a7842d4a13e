// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { aWarning } from '../../../support/inspected-token-builder.ts'
import { aToken, showToken } from './shown-inspector.tsx'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('what is worth a look', () => {
  test('says in words how grave it is, what it lets an attacker do, and by which section', async () => {
    const warnings = [
      aWarning({
        severity: 'high',
        text: 'It is not signed.',
        lets: 'Lets anybody make one.',
        reference: 'RFC 8725 §3.1',
      }),
      aWarning({ severity: 'medium' }),
      aWarning({ severity: 'low', text: 'It has no jti.', lets: null, about: null }),
      aWarning({ severity: 'note', text: 'It names a person.', lets: null, about: null }),
    ]
    showToken(aToken({ warnings }))
    const list = within(await screen.findByRole('group', { name: 'Warnings' }))
    const told = list.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(told).toHaveLength(4)
    expect(told[0]).toMatch(/^High It is not signed\.Lets anybody make one\.RFC 8725 §3\.1/)
    expect(told[1]).toMatch(/^Medium It lives a day\./)
    expect(told[2]).toBe('Low It has no jti.RFC 9068 §5')
    expect(told[3]).toMatch(/^Note/)
  })

  test('leads to the claim that it is about, with the focus', async () => {
    vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => undefined)
    const { user } = showToken(aToken({ warnings: [aWarning({ about: 'exp' })] }))
    await user.click(await screen.findByRole('button', { name: 'Show exp' }))
    expect(document.activeElement?.querySelector('dt')?.textContent).toBe('exp')
    expect(document.activeElement?.getAttribute('data-focused')).toBe('true')
  })

  test('leads there again when it is asked again', async () => {
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => undefined)
    const { user } = showToken(aToken({ warnings: [aWarning({ about: 'exp' })] }))
    const button = await screen.findByRole('button', { name: 'Show exp' })
    await user.click(button)
    await user.click(button)
    expect(scrolled).toHaveBeenCalledTimes(2)
  })

  test('opens the header where it is about a parameter', async () => {
    vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => undefined)
    const { user } = showToken(aToken({ warnings: [aWarning({ about: 'alg' })] }))
    await user.click(await screen.findByRole('button', { name: 'Show alg' }))
    expect(await screen.findByText('RSA with SHA-256')).toBeTruthy()
    expect(document.activeElement?.querySelector('dt')?.textContent).toBe('alg')
  })

  test('leads nowhere where the token has no such claim', async () => {
    showToken(aToken({ warnings: [aWarning({ about: 'aud' })] }))
    await screen.findByRole('group', { name: 'Warnings' })
    expect(screen.queryByRole('button', { name: /^Show aud/ })).toBeNull()
  })

  test('is told twice where it stands twice', async () => {
    showToken(aToken({ warnings: [aWarning({}), aWarning({})] }))
    const list = within(await screen.findByRole('group', { name: 'Warnings' }))
    expect(list.getAllByRole('listitem')).toHaveLength(2)
  })

  test('is no section where there is nothing', async () => {
    showToken(aToken())
    await screen.findByRole('group', { name: 'Claims' })
    expect(screen.queryByRole('group', { name: 'Warnings' })).toBeNull()
  })
})
