import { describe, expect, test } from 'vitest'
import { safeLink } from '../../../../electron/domain/links/safe-link.ts'

describe('an address for the system browser', () => {
  test.each([
    'https://www.rfc-editor.org/rfc/rfc6750#section-3.1',
    'http://127.0.0.1:9400/auth?x=1',
    'http://localhost:8080/',
    'http://[::1]:3000/',
  ])('%s is opened', (url) => {
    expect(safeLink(url)).toBe(url)
  })

  test.each([
    'http://example.test/',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'vscode://file/x',
    '\\\\host\\share',
    'https://user:secret@example.test/',
    'http://127.0.0.1.evil.example/',
    'data:text/html,x',
    '',
    'not an address',
  ])('%s is refused', (url) => {
    expect(() => safeLink(url)).toThrow(expect.objectContaining({ code: 'link.refused' }))
  })
})
