import type { ProfileId } from '../../contract/ids.ts'
import type { OAuthWay } from '../../contract/oauth.ts'
import type { Problem } from './field-problem.ts'
import type { Profile } from './profile.ts'

type Find = (id: ProfileId) => Pick<Profile, 'way'> | null

/** The profiles whose tokens a way trades in (RFC 8693), each with the field that names it. */
export function sourcesOf(way: Profile['way']): readonly { readonly path: string; readonly id: ProfileId }[] {
  if (way.kind !== 'oauth' || way.grant.type !== 'token_exchange') return []
  const { subject, actor } = way.grant
  return [
    { path: 'way.grant.subject.profileId', id: subject.profileId },
    ...(actor === null ? [] : [{ path: 'way.grant.actor.profileId', id: actor.profileId }]),
  ]
}

// Nobody trades tokens so often; a file that says so was made to keep whoever follows it busy.
const mostSources = 100

/**
 * Whether tokens of `from` are got, over however many profiles, from those of `to`; also where they are got from so many
 * others that it is not worth to be followed. Each profile is looked at once.
 */
export function leadsTo(from: ProfileId, to: ProfileId, find: Find): boolean {
  const seen = new Set<ProfileId>()
  const ahead = [from]
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (id === to || seen.size > mostSources) return true
    if (seen.has(id)) continue
    seen.add(id)
    const profile = find(id)
    if (profile !== null) ahead.push(...sourcesOf(profile.way).map((source) => source.id))
  }
  return false
}

/** A token exchange that leads back to itself would never end. A source that is gone is told when its token is needed. */
export function exchangeProblems(id: ProfileId | null, way: OAuthWay, find: Find): readonly Problem[] {
  if (id === null) return []
  return sourcesOf(way).flatMap(({ path, id: source }) => {
    if (source === id) return [{ path, message: 'A profile can’t trade in a token of its own' }]
    if (!leadsTo(source, id, find)) return []
    return [
      { path, message: 'That profile gets its token from this one, or from too many others: a circle gives no token' },
    ]
  })
}
