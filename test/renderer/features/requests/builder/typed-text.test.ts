import { describe, expect, test } from 'vitest'
import { credentialWarning } from '../../../../../renderer/features/requests/builder/credential-warning.ts'
import { urlParts } from '../../../../../renderer/features/requests/builder/url-parts.ts'

const header = (name: string, value: string) => ({ name, value, enabled: true })

describe('a header that is typed by hand', () => {
  test.each([
    ['Authorization', 'Bearer abc'],
    ['authorization ', 'Basic Zm9v'],
    ['Cookie', 'session=1'],
    ['X-Api-Key', 'k'],
    ['X-Anything', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x'],
  ])('warns when %s holds a credential', (name, value) => {
    expect(credentialWarning(header(name, value))).toContain('not kept on disk')
  })

  test.each([
    ['Authorization', ''],
    ['Authorization', 'Bearer {{token}}'],
    ['Accept', 'application/json'],
  ])('says nothing to %s: %s', (name, value) => {
    expect(credentialWarning(header(name, value))).toBeNull()
  })
})

describe('the coloured echo of an address', () => {
  test('tells variables with and without a value apart', () => {
    expect(urlParts('{{base}}/x/{{id}}', ['id'])).toEqual([
      { text: '{{base}}', kind: 'variable' },
      { text: '/x/', kind: 'text' },
      { text: '{{id}}', kind: 'unknown-variable' },
    ])
  })

  test('holds every character that was typed', () => {
    const url = 'a{{b}}{{}}c{{{d}}}}'
    expect(
      urlParts(url, [])
        .map(({ text }) => text)
        .join(''),
    ).toBe(url)
  })
})
