import { isDeepStrictEqual } from 'node:util'
import type { ProfileDraft, SecretName } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { SecretText } from '../vault/secret-text.ts'
import { secretProblems } from './check-secrets.ts'
import { settingsProblems, type CheckParts } from './check-settings.ts'
import type { Problem } from './field-problem.ts'
import type { ProfileSecrets } from './profile-secrets.ts'
import type { Profile } from './profile.ts'
import { secretDestinations } from './secret-destinations.ts'
import { usedSecrets } from './which-secrets.ts'

export interface DraftCheckParts extends CheckParts {
  readonly secrets: Pick<ProfileSecrets, 'read'>
}

/** A secret as it will be once the draft is saved; null where there is none, or the vault can't tell now. */
async function look(draft: ProfileDraft, name: SecretName, { secrets }: DraftCheckParts): Promise<SecretText | null> {
  const change = draft.secrets[name]
  if (change?.change === 'replace') return new SecretText(change.value)
  if (change?.change === 'clear' || draft.id === null) return null
  try {
    return await secrets.read(draft.id, name)
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    return null
  }
}

/** A secret goes only to the server it was entered for: with another one it has to be entered again, or cleared. */
async function movedSecrets(before: Profile, draft: ProfileDraft, { secrets }: DraftCheckParts): Promise<Problem[]> {
  const [from, to] = [secretDestinations(before.way), secretDestinations(draft.way)]
  const used = usedSecrets(before)
  const moved = usedSecrets(draft).filter(
    (name) =>
      draft.secrets[name] === undefined && used.includes(name) && to[name] !== undefined && from[name] !== to[name],
  )
  const held = await Promise.all(moved.map(async (name) => (await secrets.read(before.id, name)) !== null))
  return moved
    .filter((_name, at) => held[at] === true)
    .map((name) => ({
      path: `secrets.${name}`,
      message: 'It would go to another server than the one it was entered for: enter it again, or clear it',
    }))
}

const isUntouched = (before: Profile | null, draft: ProfileDraft): boolean =>
  before !== null &&
  Object.keys(draft.secrets).length === 0 &&
  before.certificate === draft.certificate &&
  isDeepStrictEqual(before.way, draft.way)

/** Throws `input.invalid` with every problem of the draft, each with the field it is at; `vault.*` where secrets move. */
export async function assertDraftIsGood(
  before: Profile | null,
  draft: ProfileDraft,
  parts: DraftCheckParts,
): Promise<void> {
  const settings = settingsProblems(draft, parts)
  const secrets = isUntouched(before, draft) ? [] : await secretProblems(draft, (name) => look(draft, name, parts))
  const moved = before === null ? [] : await movedSecrets(before, draft, parts)
  const problems = [...settings, ...secrets, ...moved]
  if (problems.length > 0) throw new ClaimcheckError('input.invalid', { problems: [...problems] })
}
