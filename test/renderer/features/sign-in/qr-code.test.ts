import { describe, expect, test } from 'vitest'
import { pathOfSquares } from '../../../../renderer/features/sign-in/qr-code.tsx'

describe('a QR code as one path', () => {
  test('draws each run of dark squares of a row as one rectangle', () => {
    const rows = [
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]
    expect(pathOfSquares(rows)).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z')
  })
})
