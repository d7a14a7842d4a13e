import { expect, test } from 'vitest'
import { way } from '../../../electron/contract/ways.ts'
import { aCustomWay } from '../../support/login-server.ts'

const withBody = (text: string) => {
  const { login, ...rest } = aCustomWay('https://id.example.test/login')
  return { ...rest, login: { ...login, request: { ...login.request, body: { kind: 'text', text } } } }
}

test('a login has a body of 100,000 characters at most, since all profiles are read and written as one', () => {
  expect(way.safeParse(withBody('x'.repeat(100_000))).success).toBe(true)
  const { error } = way.safeParse(withBody('x'.repeat(100_001)))
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['login.request.body'])
})
