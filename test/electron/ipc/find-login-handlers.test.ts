import { describe, expect, test } from 'vitest'
import { findLoginHandlers } from '../../../electron/ipc/handlers/find-login-handlers.ts'
import { anApiAndItsServer, challenge } from '../../support/api-and-its-server.ts'
import { aFindLogin, failureOf } from '../../support/find-login-under-test.ts'

const { api, url } = await anApiAndItsServer()

describe('the address of an API', () => {
  test('is resolved before it is asked, and again when it is taken over', async () => {
    api.answer('/orders', challenge('Basic'))
    const { findLogin } = aFindLogin()
    const resolved: string[] = []
    const handlers = findLoginHandlers({
      findLogin,
      resolveUrl: async (text) => {
        resolved.push(text)
        return text.replace('{{api}}', api.issuer)
      },
    })
    expect(await handlers['findLogin.start']({ url: '{{api}}/orders' })).toMatchObject({
      steps: [{ url: url() }],
      result: { outcome: 'other-scheme', schemes: ['Basic'] },
    })
    const adopting = { url: '{{api}}/orders', issuer: 'https://id.example.test', name: 'x', scopes: [], clientId: null }
    expect(await failureOf(Promise.resolve(handlers['findLogin.adopt'](adopting)))).toMatchObject({
      code: 'find_login.forgotten',
    })
    expect(resolved).toEqual(['{{api}}/orders', '{{api}}/orders'])
  })
})
