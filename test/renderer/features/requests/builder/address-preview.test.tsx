// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { AddressPreview } from '../../../../../renderer/features/requests/builder/address-preview.tsx'
import type { Preview } from '../../../../../renderer/features/requests/builder/use-preview.ts'

afterEach(cleanup)

/** What stands under the field that holds `url`, while the preview is still that of `askedUrl`. */
function shownUnder(url: string, { askedUrl, resolved }: { askedUrl: string; resolved: string }): string {
  const value: Preview = { url: resolved, askedUrl, unknownVariables: [] }
  const { container } = render(<AddressPreview url={url} preview={{ state: 'ready', value }} />, {
    wrapper: ({ children }) => <MantineProvider env="test">{children}</MantineProvider>,
  })
  return container.querySelector('p')?.textContent ?? ''
}

describe('the line under the address', () => {
  test('shows the address with its variables filled in', () => {
    const shown = shownUnder('{{baseUrl}}/x', { askedUrl: '{{baseUrl}}/x', resolved: 'http://127.0.0.1:9400/api/x' })
    expect(shown).toBe('→ http://127.0.0.1:9400/api/x')
  })

  test('keeps what it showed while the newer address is looked at', () => {
    const shown = shownUnder('{{baseUrl}}/xy', { askedUrl: '{{baseUrl}}/x', resolved: 'http://127.0.0.1:9400/api/x' })
    expect(shown).toBe('→ http://127.0.0.1:9400/api/x')
  })

  test.each([
    ['the first letters into an empty field', 'https://a.test', { askedUrl: '', resolved: '' }],
    [
      'more letters of an address without variables',
      'https://a.test/x',
      { askedUrl: 'https://a', resolved: 'https://a' },
    ],
  ])('is not there for %s', (_, url, preview) => {
    expect(shownUnder(url, preview)).toBe('')
  })
})
