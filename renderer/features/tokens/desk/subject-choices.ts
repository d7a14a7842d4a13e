import type { TokenSubject } from '@contract/jwt'
import { isSameSubject, looseSubject, profileSubject } from './desk-place.ts'
import type { SubjectFacts } from './subject-words.ts'

export interface SubjectGroup {
  readonly name: string
  readonly subjects: readonly TokenSubject[]
}

/** What can be chosen, in groups; `chosen` is always among it, whatever became of it. Empty groups are left out. */
export function subjectChoices({ loose, profiles, past }: SubjectFacts, chosen: TokenSubject | null): SubjectGroup[] {
  const groups: SubjectGroup[] = [
    {
      name: 'Profiles',
      subjects: profiles
        .filter(({ session }) => session.state === 'active' || session.state === 'standing')
        .flatMap(({ id, way }) => [
          profileSubject(id, 'access'),
          ...(way.kind === 'oauth' ? [profileSubject(id, 'id')] : []),
        ]),
    },
    {
      name: 'Earlier tokens',
      subjects: [...past].flatMap(([profileId, tokens]) =>
        tokens
          .filter(({ isCurrent }) => !isCurrent)
          .map(({ entry }): TokenSubject => ({ of: 'past', profileId, entry })),
      ),
    },
    { name: 'Pasted and made here', subjects: loose.map(({ id }) => looseSubject(id)) },
  ]
  const isOffered = groups.some(({ subjects }) => subjects.some((each) => isSameSubject(each, chosen)))
  if (chosen !== null && !isOffered) groups.push({ name: 'Chosen', subjects: [chosen] })
  return groups.filter(({ subjects }) => subjects.length > 0)
}
