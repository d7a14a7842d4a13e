import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileSecrets } from '../profiles/profile-secrets.ts'
import type { Profile } from '../profiles/profile.ts'
import { usedSecrets } from '../profiles/which-secrets.ts'
import { inSlices } from '../slices/in-slices.ts'
import { isRecordOf, tokensKey } from '../tokens/tokens-key.ts'
import type { SecretRecords } from './secret-records.ts'
import type { SecretText } from './secret-text.ts'
import { type CarriedProfile, readTokensOrNull } from './vault-transfer-content.ts'

export type CarriedSignIns = Pick<CarriedProfile, 'tokens' | 'dpopKey'>

/** What the vault keeps for profiles, out of it and into it. Every call may throw what the vault throws. */
export function createCarrier(records: SecretRecords, secrets: ProfileSecrets) {
  /** What can't be opened can't be carried; it stays in the vault, where it is counted and shown. */
  async function readable(read: Promise<SecretText | null>): Promise<SecretText | null> {
    try {
      return await read
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError && thrown.code === 'vault.record_unreadable') return null
      throw thrown
    }
  }

  async function secretsOf(profile: Profile): Promise<CarriedProfile['secrets']> {
    const found = await Promise.all(
      usedSecrets(profile).map(async (name) => {
        const value = await readable(secrets.read(profile.id, name))
        return value === null ? [] : [[name, value] as const]
      }),
    )
    return new Map(found.flat())
  }

  async function signInsOf(id: ProfileId, tokenIds: readonly string[]): Promise<CarriedSignIns> {
    const own = tokenIds.filter((recordId) => isRecordOf(id, recordId))
    const [tokens, dpopKey] = await Promise.all([
      Promise.all(own.map((recordId) => readable(records.read('tokens', recordId)))),
      readable(records.read('dpop-key', id)),
    ])
    return { tokens: tokens.filter((record) => record !== null), dpopKey }
  }

  /** Under the names that they are looked for by: the profile, and the authority that they say they are of. */
  async function keepSignIns(id: ProfileId, { tokens, dpopKey }: CarriedSignIns): Promise<void> {
    const keyed = tokens.flatMap((record) => {
      const stored = readTokensOrNull(record)
      return stored === null ? [] : [{ key: tokensKey(id, stored.tokens), record }]
    })
    await Promise.all([
      ...keyed.map(({ key, record }) => records.write('tokens', key, record)),
      ...(dpopKey === null ? [] : [records.write('dpop-key', id, dpopKey)]),
    ])
  }

  return {
    /** The profiles with their secrets, and (withSignIns) their tokens and what those are bound to. */
    async carry(profiles: readonly Profile[], withSignIns: boolean): Promise<readonly CarriedProfile[]> {
      const tokenIds = withSignIns ? await records.ids('tokens') : []
      return inSlices(profiles, async (profile): Promise<CarriedProfile> => {
        const [held, signIns] = await Promise.all([
          secretsOf(profile),
          withSignIns ? signInsOf(profile.id, tokenIds) : { tokens: [], dpopKey: null },
        ])
        return { profile, secrets: held, ...signIns }
      })
    },

    /** A profile's tokens of every authority, as they are now, and what they are bound to. */
    signInsOf: async (id: ProfileId): Promise<CarriedSignIns> => signInsOf(id, await records.ids('tokens')),

    /** The secrets alone, in place of whatever is there. */
    async keepSecrets(id: ProfileId, held: CarriedProfile['secrets']): Promise<void> {
      const changes = [...held].map(([name, value]) => [name, { change: 'replace', value: value.reveal() }] as const)
      await secrets.change(id, Object.fromEntries(changes))
    },

    keepSignIns,

    /** As `keepSignIns`, but only where nothing else has come meanwhile: that is newer. */
    async putSignInsBack(id: ProfileId, { tokens, dpopKey }: CarriedSignIns): Promise<void> {
      const here = new Set(await records.ids('tokens'))
      const missing = tokens.filter((record) => {
        const stored = readTokensOrNull(record)
        return stored !== null && !here.has(tokensKey(id, stored.tokens))
      })
      const hasKey = (await readable(records.read('dpop-key', id))) !== null
      await keepSignIns(id, { tokens: missing, dpopKey: hasKey ? null : dpopKey })
    },

    async dropSignIns(id: ProfileId): Promise<void> {
      const own = (await records.ids('tokens')).filter((recordId) => isRecordOf(id, recordId))
      await Promise.all([...own.map((recordId) => records.remove('tokens', recordId)), records.remove('dpop-key', id)])
    },

    async dropSecrets(id: ProfileId): Promise<void> {
      await secrets.removeAll(id)
    },
  }
}
export type Carrier = ReturnType<typeof createCarrier>
