import { mkdirSync } from 'node:fs'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { readStoredTokens, type StoredTokens } from '../../../electron/domain/tokens/stored-tokens.ts'
import type { Session } from '../../../electron/contract/tokens.ts'
import { aBendableIssuer } from '../../support/bendable-issuer.ts'
import { refreshedTokens, type ScriptedAnswer } from '../../support/refresh-answers.ts'
import { aTokenSet } from '../../support/token-builder.ts'
import { aTokenHolder, holderId } from '../token-holder.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'

const deadlineMs = 700

interface Outcome {
  readonly session: Session
  /** As a new start would find it on the disk. */
  readonly onDisk: StoredTokens | null
  /** The refresh tokens that were shown to the server. */
  readonly shown: readonly string[]
}

async function onDisk(folder: string): Promise<StoredTokens | null> {
  const vault = aVaultIn(folder)
  const [id = ''] = await vault.ids('tokens')
  const record = await vault.read('tokens', id)
  return record === null ? null : readStoredTokens(record)
}

/** Tokens that are refreshed by hand at a server which gives one answer; then once more, where it gives a good one. */
export async function refreshAnsweredWith(
  folder: string,
  { answer, tokenEndpoint }: { answer: ScriptedAnswer['answer']; tokenEndpoint?: string },
): Promise<{ first: Outcome; second: Outcome }> {
  mkdirSync(folder)
  const server = await aBendableIssuer()
  const shown: string[] = []
  const at = (endpoint: string): void =>
    server.answer('/.well-known/openid-configuration', { body: { ...server.metadata, token_endpoint: endpoint } })
  const answerWith = (next: ScriptedAnswer['answer']): void =>
    server.answer('/token', ({ form }) => {
      shown.push(form.get('refresh_token') ?? 'none')
      return next
    })
  const { keeper, clock } = aTokenHolder({ folder, issuer: server.issuer, deadlineMs })

  async function refresh(): Promise<Outcome> {
    shown.length = 0
    await keeper.refreshNow(holderId).catch((thrown: unknown) => {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    })
    return { session: await keeper.session(holderId), onDisk: await onDisk(folder), shown: [...shown] }
  }

  try {
    const obtainedAt = clock.now()
    const expiresAt = new Date(obtainedAt.getTime() + 300_000)
    await keeper.accept(holderId, aTokenSet({ issuer: server.issuer, clientId: 'public', obtainedAt, expiresAt }), null)
    if (tokenEndpoint !== undefined) at(tokenEndpoint)
    answerWith(answer)
    const first = await refresh()
    at(server.metadata.token_endpoint)
    answerWith({ body: { ...refreshedTokens, access_token: 'access-3', refresh_token: 'refresh-3' } })
    // What is known of a server is remembered for ten minutes.
    clock.advance(700_000)
    return { first, second: await refresh() }
  } finally {
    await keeper.stop()
    await server.close()
  }
}
