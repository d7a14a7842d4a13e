import { describe, expect, test } from 'vitest'
import { tokenServiceHandlers } from '../../../electron/ipc/handlers/token-service-handlers.ts'
import { failureOf } from '../../support/find-login-under-test.ts'
import { aServerOfTokens } from '../../support/server-of-tokens.ts'
import { aTokenServiceAt } from '../../support/token-service-under-test.ts'

const tokens = await aServerOfTokens()

describe('a question about a token', () => {
  test.each(['userinfo', 'introspect', 'revoke', 'signOut'] as const)(
    'waits until its server is there: %s',
    async (question) => {
      const { service, id, asked } = aTokenServiceAt(tokens)
      const order: string[] = []
      const handlers = tokenServiceHandlers({
        service,
        async ready(profileId) {
          order.push(`ready ${profileId === id}, ${tokens.server.calls.length} calls`)
          if (question === 'revoke') throw new Error('it does not start')
        },
      })
      const ask = async () => handlers[`tokenService.${question}`]({ profileId: id, which: 'access' })
      if (question === 'revoke') await expect(ask()).rejects.toThrow('does not start')
      else if (question !== 'signOut') expect(await failureOf(ask())).toMatchObject({ code: 'token_service.refused' })
      else expect(await ask()).toMatchObject({ openedBrowser: true })
      expect(order).toEqual(['ready true, 0 calls'])
      expect(asked).toEqual([])
    },
  )
})
