import type { PastToken } from '../../contract/inspection.ts'
import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile } from '../profiles/profile.ts'
import { inSlices } from '../slices/in-slices.ts'
import { createInTurn } from '../storage/in-turn.ts'
import { sayTime } from '../token-service/say-time.ts'
import { authorityHost } from '../tokens/authority-host.ts'
import { tokenFingerprint } from '../tokens/token-fingerprint.ts'
import type { TokenMemory } from '../tokens/token-keeper-parts.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { isRecordOf, keyOfRecord, profileOf, tokensKey, type TokensKey } from '../tokens/tokens-key.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import type { FoundToken } from './found-token.ts'
import type { JtiIndex } from './jti-index.ts'
import { findPast, pastTokenOf } from './past-tokens.ts'
import { readRemembered, rememberTokens, writeRemembered, type RememberedTokens } from './remembered-tokens.ts'
import { whichWords } from './subject-title.ts'

export interface TokenHistoryParts {
  readonly records: Pick<SecretRecords, 'read' | 'ids' | 'writeAlong' | 'remove'>
  /** The tokens of now, to tell which of the remembered are still held. Throws `vault.*`. */
  readonly peek: (id: ProfileId) => Promise<TokenSet | null>
  readonly findProfile: (id: ProfileId) => Profile | null
  readonly jtis: JtiIndex
  readonly now: () => Date
  readonly reportBug: (thrown: unknown) => void
}

export interface TokenHistory extends TokenMemory {
  /** The newest first, the tokens of now among them. Throws `vault.*`. */
  readonly past: (id: ProfileId) => Promise<PastToken[]>
  /** What is remembered under an entry of `past`. Throws `inspection.gone`, `vault.*`. */
  readonly find: (id: ProfileId, entry: string) => Promise<FoundToken>
  /** Resolves when `jtiSeen` knows of all that is remembered; cheap once it does. Throws `vault.*`. */
  readonly load: () => Promise<void>
  /** Another token with this `jti`, in words; null: none that is known. `fingerprint`: of the token itself. */
  readonly jtiSeen: (jti: string, fingerprint: string) => string | null
  /** Lets go of what is in memory; for the lock of the vault. */
  readonly clear: () => void
}

const ownerOf = (key: TokensKey): string => `past ${key}`

/**
 * What the last tokens of each profile and authority said, in the vault, without the part that makes them tokens: so that
 * before and after a refresh can be compared, also after a restart. It is written within the save of the tokens
 * themselves; whatever fails here fails quietly.
 */
export function createTokenHistory(parts: TokenHistoryParts): TokenHistory {
  const { records, peek, findProfile, jtis, now, reportBug } = parts
  // One after the other: a removal must not be overtaken by a note that began before it.
  const inTurn = createInTurn()
  /** Counts the clearings: what was read before one must not fill the index after it. */
  let epoch = 0
  let loading: Promise<void> | null = null

  function index(key: TokensKey, remembered: RememberedTokens): void {
    const name = findProfile(profileOf(key))?.name ?? 'a profile'
    jtis.set(
      ownerOf(key),
      remembered.entries.map(({ jti, fingerprint, which, told }) => ({
        ...{ jti, fingerprint },
        words: `${name}'s ${whichWords[which]} of ${sayTime(new Date(told.obtainedAt), now())}`,
      })),
    )
  }

  /** A record that can't be read is as none: the next note takes its place. */
  async function read(key: TokensKey): Promise<RememberedTokens | null> {
    try {
      const text = await records.read('token-history', key)
      return text === null ? null : readRemembered(text)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError && thrown.code === 'vault.record_unreadable') return null
      throw thrown
    }
  }

  /** Adds what is new of these tokens; gives what is remembered then. */
  async function keep(key: TokensKey, tokens: TokenSet): Promise<void> {
    const began = epoch
    const after = rememberTokens(await read(key), tokens)
    if (after === null) return
    await records.writeAlong('token-history', key, writeRemembered(after))
    if (epoch === began) index(key, after)
  }

  async function keepQuietly(key: TokensKey, tokens: TokenSet): Promise<void> {
    try {
      await inTurn(() => keep(key, tokens))
    } catch (thrown) {
      // A vault that is closed, or can't write, keeps no history; the tokens have their own way to wait.
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  const keysOf = async (id: ProfileId): Promise<TokensKey[]> =>
    (await records.ids('token-history')).filter((recordId) => isRecordOf(id, recordId)).map(keyOfRecord)

  async function remove(keys: readonly TokensKey[]): Promise<void> {
    for (const key of keys) jtis.drop(ownerOf(key))
    await Promise.all(keys.map((key) => records.remove('token-history', key)))
  }

  async function loadAll(): Promise<void> {
    const began = epoch
    await inSlices((await records.ids('token-history')).map(keyOfRecord), async (key) => {
      const remembered = await read(key)
      if (remembered !== null && epoch === began) index(key, remembered)
    })
  }

  function load(): Promise<void> {
    if (loading !== null) return loading
    const work = loadAll().catch((thrown: unknown) => {
      if (loading === work) loading = null
      throw thrown
    })
    loading = work
    return work
  }

  /** Of every authority, the newest first. */
  async function all(id: ProfileId) {
    const found = await Promise.all((await keysOf(id)).map(async (key) => ({ key, remembered: await read(key) })))
    return found.flatMap(({ key, remembered }) => (remembered === null ? [] : [{ key, remembered }]))
  }

  return {
    note: (id, tokens) => void keepQuietly(tokensKey(id, tokens), tokens).catch(reportBug),
    forgetOne: (key) => inTurn(() => remove([key])),
    forget: (id) => inTurn(async () => remove(await keysOf(id))),

    async past(id) {
      await load()
      const current = await peek(id)
      // Tokens that were got before there was a history.
      if (current !== null) await keepQuietly(tokensKey(id, current), current)
      const held = [current?.accessToken, current?.idToken].flatMap((each) => (each ? [tokenFingerprint(each)] : []))
      const told = (await all(id)).flatMap(({ key, remembered }) =>
        remembered.entries.map((entry) => ({
          number: entry.number,
          token: pastTokenOf(key, entry, {
            authority: authorityHost(remembered.issuer),
            isCurrent: held.includes(entry.fingerprint),
            jtiSeen: entry.jti === null ? null : jtis.seen(entry.jti, entry.fingerprint),
          }),
        })),
      )
      return told
        .toSorted(
          (one, other) => compareText(other.token.obtainedAt, one.token.obtainedAt) || other.number - one.number,
        )
        .map(({ token }) => token)
    },

    async find(id, entry) {
      const isOAuth = findProfile(id)?.way.kind === 'oauth'
      const found = findPast(await all(id), entry)
      if (found === null) throw new ClaimcheckError('inspection.gone', {})
      return isOAuth ? found : { ...found, issuedBy: null }
    },

    load,
    jtiSeen(jti, fingerprint) {
      // Nobody waits for it here: what a paste finds is shown at once, and known from the next look on.
      void load().catch((thrown: unknown) => {
        if (!(thrown instanceof ClaimcheckError)) reportBug(thrown)
      })
      return jtis.seen(jti, fingerprint)
    },
    clear() {
      epoch += 1
      loading = null
      jtis.clear()
    },
  }
}

const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1)
