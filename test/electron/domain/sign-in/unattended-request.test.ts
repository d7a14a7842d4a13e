import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { unattendedRequest } from '../../../../electron/domain/sign-in/unattended-request.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aClient } from '../../../support/provider-under-test.ts'
import { anOAuthWay, aProfile, aProfileId } from '../../../support/token-builder.ts'

const here = 'https://here.example.test'
const asked = { scopes: [], resources: [] }

async function exchangeWhile(change: (variables: Map<string, string>) => void) {
  const variables = new Map([['idp', here]])
  const way = anOAuthWay({
    issuer: '{{idp}}',
    grant: {
      ...{ type: 'token_exchange', actor: null, requestedType: null, audience: null },
      subject: { profileId: aProfileId(), which: 'access' },
    },
  })
  return unattendedRequest({ ...aProfile(), way }, aClient(here), asked, {
    ...{ now: () => new Date(), randomUUID, secret: async () => null, variables: () => variables },
    async tradeTokens() {
      change(variables)
      return { token: new SecretText('token-of-another-environment'), type: 'urn:x' }
    },
  })
}

test('what was put together in one environment is never sent to the server of another', async () => {
  await expect(exchangeWhile((variables) => variables.set('idp', 'https://there.example.test'))).rejects.toMatchObject({
    code: 'session.signed_out',
  })
})

test('another variable may change meanwhile', async () => {
  expect(await exchangeWhile((variables) => variables.set('other', 'x'))).toMatchObject({ grant: 'token_exchange' })
})
