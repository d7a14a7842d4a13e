import * as z from 'zod'
import type { ProfileId } from '../../contract/ids.ts'
import { secretName, type SecretName, storedProfile } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { settingsProblems } from '../profiles/check-settings.ts'
import type { Profile } from '../profiles/profile.ts'
import { usedSecrets } from '../profiles/which-secrets.ts'
import { inSlices } from '../slices/in-slices.ts'
import { readStoredTokens, type StoredTokens } from '../tokens/stored-tokens.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { SecretText } from './secret-text.ts'

/** A profile with what the vault keeps for it. */
export interface CarriedProfile {
  readonly profile: Profile
  readonly secrets: ReadonlyMap<SecretName, SecretText>
  /** The records of its sign-ins, one for each authority. */
  readonly tokens: readonly SecretText[]
  /** What tokens of it may be bound to (RFC 9449): they are worth nothing without. */
  readonly dpopKey: SecretText | null
}

const text = z.string().min(1).max(1_000_000)
const carriedProfile = z.strictObject({
  profile: storedProfile,
  secrets: z.partialRecord(secretName, z.string().min(1).max(100_000)),
  tokens: z.array(text).max(1000),
  dpopKey: text.nullable(),
})
const carried = z.strictObject({ profiles: z.array(z.unknown()).max(10_000) })

/** RFC 7518 §6.2: the members of a private EC key, which is what DPoP keys are here. */
const privateKey = z.looseObject({
  ...{ kty: z.literal('EC'), crv: z.literal('P-256') },
  ...{ x: z.string(), y: z.string(), d: z.string() },
})

/** What will be sealed. The only place where what is carried becomes plain text; whoever gets it wipes it. */
export async function formatCarried(profiles: readonly CarriedProfile[]): Promise<Buffer> {
  const each = await inSlices(profiles, ({ profile, secrets, tokens, dpopKey }) =>
    Buffer.from(
      JSON.stringify({
        profile,
        secrets: Object.fromEntries([...secrets].map(([name, value]) => [name, value.reveal()])),
        tokens: tokens.map((token) => token.reveal()),
        dpopKey: dpopKey?.reveal() ?? null,
      }),
      'utf8',
    ),
  )
  const parts = each.flatMap((one, index) => (index === 0 ? [one] : [Buffer.from(','), one]))
  const all = Buffer.concat([Buffer.from('{"profiles":['), ...parts, Buffer.from(']}')])
  for (const one of each) one.fill(0)
  return all
}

/** null: it is no record of tokens that this version can read. */
export function readTokensOrNull(record: SecretText): StoredTokens | null {
  try {
    return readStoredTokens(record)
  } catch (thrown) {
    if (thrown instanceof ClaimcheckError && thrown.code === 'vault.record_unreadable') return null
    throw thrown
  }
}

/** RFC 9449 §5: a token of this type is good only with the key that it was asked for with. */
const isBound = ({ tokens }: StoredTokens): boolean => tokens.tokenType.toLowerCase() === 'dpop'

function readProfile(entry: unknown): CarriedProfile | null {
  const read = carriedProfile.safeParse(entry)
  if (!read.success) return null
  const { profile, secrets, tokens, dpopKey } = read.data
  const used = usedSecrets(profile)
  const hasKey = dpopKey !== null && privateKey.safeParse(parseJsonOrNull(dpopKey)).success
  return {
    profile,
    secrets: new Map(
      used.flatMap((name) => {
        const value = secrets[name]
        return value === undefined ? [] : [[name, new SecretText(value)] as const]
      }),
    ),
    // The playground forgets its sign-ins when it ends: those of another machine never were ones of the one here.
    tokens: (profile.isPlayground ? [] : tokens)
      .map((each) => new SecretText(each))
      .filter((each) => {
        const stored = readTokensOrNull(each)
        return stored !== null && (hasKey || !isBound(stored))
      }),
    dpopKey: hasKey && !profile.isPlayground ? new SecretText(dpopKey) : null,
  }
}

/**
 * The profiles of an opened export; those that make no sense here are left out: settings that this version does not know
 * or that can't work, an id for the second time. null: it is no list of profiles at all.
 */
export async function readCarried(
  json: unknown,
  findHere: (id: ProfileId) => Profile | null,
): Promise<readonly CarriedProfile[] | null> {
  const list = carried.safeParse(json)
  if (!list.success) return null
  const read = new Map<ProfileId, CarriedProfile>()
  for (const each of await inSlices(list.data.profiles, readProfile)) {
    if (each !== null && !read.has(each.profile.id)) read.set(each.profile.id, each)
  }
  // No variable has its value yet: what depends on one is checked when it is used.
  const findProfile = (id: ProfileId) => read.get(id)?.profile ?? findHere(id)
  const known = await inSlices([...read.values()], (each) => {
    const problems = settingsProblems(each.profile, { variables: new Map(), findProfile })
    return problems.length === 0 ? [each] : []
  })
  return known.flat()
}
