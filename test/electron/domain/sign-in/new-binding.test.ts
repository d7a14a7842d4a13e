import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { newBinding, randomSecret } from '../../../../electron/domain/sign-in/new-binding.ts'

test('verifier, state and nonce of 1,000 flows are all distinct, 32 bytes each from the generator that is given', () => {
  const asked: number[] = []
  const generator = (count: number) => {
    asked.push(count)
    return randomBytes(count)
  }
  const unsafe = vi.spyOn(Math, 'random')
  const seen = new Set<string>()
  for (let flow = 0; flow < 1000; flow += 1) {
    const { state, codeVerifier, nonce } = newBinding(
      randomSecret(generator),
      'http://127.0.0.1/',
      ['openid'],
      generator,
    )
    for (const secret of [state, codeVerifier, nonce]) {
      expect(secret?.reveal()).toMatch(/^[A-Za-z0-9_-]{43}$/)
      seen.add(secret?.reveal() ?? '')
    }
  }
  expect(seen.size).toBe(3000)
  expect(asked).toEqual(Array.from({ length: 3000 }, () => 32))
  expect(unsafe).not.toHaveBeenCalled()
  unsafe.mockRestore()
})

test('there is a nonce only where an ID token is asked for', () => {
  const state = randomSecret(randomBytes)
  expect(newBinding(state, 'x:', ['orders:read'], randomBytes).nonce).toBeNull()
})
