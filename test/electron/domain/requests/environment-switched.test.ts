import { expect, test } from 'vitest'
import {
  answerOf,
  canaryToken,
  invalidToken,
  senderUnderTest,
  startApi,
  status,
  tokensWith,
} from './sender-under-test.ts'

const elsewhere = { issuer: 'https://other.example.test' }

test('a token that was got after the environment was switched is not sent to the address of the one before', async () => {
  const heard: string[] = []
  const api = await startApi((socket, head) => {
    heard.push(head)
    socket.write(status(200))
  })
  const { send } = await senderUnderTest({
    authority: { usableTokens: async () => ({ tokens: tokensWith(canaryToken, elsewhere), refreshed: true }) },
  })
  await expect(send({ url: api.origin })).rejects.toMatchObject({ code: 'session.signed_out' })
  expect(heard).toEqual([])
})

test('nor is one that was got after a 401', async () => {
  const heard: string[] = []
  const api = await startApi((socket, head) => {
    heard.push(head)
    socket.write(status(401, invalidToken))
  })
  const { send } = await senderUnderTest({
    authority: { tokensAfterRejection: async () => tokensWith('token-of-another-environment', elsewhere) },
  })
  expect(answerOf(await send({ url: api.origin })).status).toBe(401)
  expect(heard).toHaveLength(1)
  expect(heard.join('')).not.toContain('token-of-another-environment')
})
