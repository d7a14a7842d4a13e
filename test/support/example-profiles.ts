import type { ProfileId } from '../../electron/contract/ids.ts'
import { secretNames, type SecretChange, type SecretName } from '../../electron/contract/profiles.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { exampleProfiles, starterProfiles } from '../../electron/playground/starter.ts'
import { aProfileId } from './token-builder.ts'

/** Every profile that the playground comes with, and the secrets of each, as a person would have entered them. */
export function theExamples() {
  const all = [...starterProfiles, ...exampleProfiles]
  const ids = new Map(all.map(({ name }) => [name, aProfileId()]))
  const idOf = (name: string): ProfileId => {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`no example is called ${name}`)
    return id
  }
  const profiles = all.map(({ name, label, group, certificate, way }): Profile => ({
    ...{ name, label, group, certificate, colour: null, keepFresh: false, isPlayground: true },
    id: idOf(name),
    way: typeof way === 'function' ? way(idOf) : way,
  }))
  /** All of them, for whoever keeps them. */
  const secrets = all.map(({ name, secrets: held }) => {
    const changes = secretNames.flatMap((each): [SecretName, SecretChange][] => {
      const value = held[each]
      return value === undefined ? [] : [[each, { change: 'replace', value }]]
    })
    return { id: idOf(name), changes: Object.fromEntries(changes) }
  })
  return { profiles, secrets, idOf }
}
