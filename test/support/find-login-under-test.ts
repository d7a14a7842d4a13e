import { createLoginFinder } from '../../electron/adapters/login-finder.ts'
import type { ProfileDraft } from '../../electron/contract/profiles.ts'
import { createFindLogin, type FindLogin } from '../../electron/domain/find-login/find-login.ts'
import type { LoginFinder } from '../../electron/domain/find-login/login-finder.ts'
import { anEngine } from './oidc-server.ts'
import { aProfileSummary } from './profile-builder.ts'

/** The search for a login over the real engine; what it saves is kept in a list. */
export function aFindLogin(finder?: LoginFinder) {
  const engine = anEngine()
  const saved: ProfileDraft[] = []
  const situation = { failNextSave: null as Error | null }
  const findLogin: FindLogin = createFindLogin({
    finder: finder ?? createLoginFinder(engine),
    async saveProfile(draft) {
      const failure = situation.failNextSave
      situation.failNextSave = null
      if (failure !== null) throw failure
      saved.push(draft)
      const { id: _none, secrets: _secrets, ...settings } = draft
      return aProfileSummary(settings)
    },
    takenNames: () => saved.map(({ name }) => name),
    now: engine.now,
  })
  return { ...engine, findLogin, saved, situation }
}

/** The failure that a promise ends in, as plain details; throws where it ends well. */
export async function failureOf(promise: Promise<unknown>): Promise<object> {
  const thrown: unknown = await promise.then(
    () => new Error('this went well'),
    (each: unknown) => each,
  )
  if (typeof thrown !== 'object' || thrown === null) throw new Error('no object was thrown')
  return thrown
}
