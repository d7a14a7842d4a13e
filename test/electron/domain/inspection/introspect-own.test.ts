import { describe, expect, test } from 'vitest'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import type { FoundToken } from '../../../../electron/domain/inspection/found-token.ts'
import { createOwnIntrospection } from '../../../../electron/domain/inspection/introspect-own.ts'
import { aProfile, profilesInMemory } from '../../../support/token-builder.ts'
import { aFoundToken } from '../../../support/token-to-inspect.ts'

const alice = aProfile()

/** Asks about a token of alice's, and notes each token that went to a server. */
function asking() {
  const asked: string[] = []
  const ask = createOwnIntrospection({
    profiles: profilesInMemory(alice),
    variables: () => new Map(),
    ready: async () => void asked.push('ready'),
    introspectToken: async (_id, token) => {
      asked.push(token.reveal())
      return { sentence: 'It counts.', claims: [], warnings: [], active: true }
    },
  })
  return { asked, ask: (found: FoundToken, id: ProfileId = alice.id) => ask(id, found) }
}

describe('a server that is asked about the token that was sent', () => {
  test('is the one that gave it, once it is there', async () => {
    const { asked, ask } = asking()
    expect(await ask(aFoundToken('opaque-token'))).toMatchObject({ active: true })
    expect(asked).toEqual(['ready', 'opaque-token'])
  })

  test.each([
    ['another issuer', { issuer: 'https://staging.example.test', clientId: 'desktop' }],
    ['another client', { issuer: 'https://id.example.test', clientId: 'robot' }],
  ])('is never the server of %s: the environment was changed since', async (_what, issuedBy) => {
    const { asked, ask } = asking()
    await expect(ask(aFoundToken('opaque-token', { issuedBy }))).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(asked).toEqual(['ready'])
  })

  test('is not asked about a token of which only its words are remembered', async () => {
    const { asked, ask } = asking()
    const remembered = {
      format: 'jwt',
      kindName: 'JWT',
      reference: 'eyJ…',
      length: 9,
      header: '{}',
      claims: '{}',
    } as const
    const found = aFoundToken('', { content: { is: 'remembered', fingerprint: 'f', ...remembered } })
    await expect(ask(found)).rejects.toMatchObject({ code: 'inspection.only_remembered' })
    expect(asked).toEqual([])
  })

  test('is not asked for a profile that is gone', async () => {
    const { ask } = asking()
    await expect(ask(aFoundToken('opaque-token'), aProfile().id)).rejects.toMatchObject({ code: 'profile.not_found' })
  })
})
