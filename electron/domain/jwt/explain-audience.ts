import { calm, look, type Words } from './explain-time.ts'
import type { ClaimSetting } from './token-to-inspect.ts'

/** The origin of an absolute http address; null for any other text. */
export function originOf(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || text.length > 2000 || !URL.canParse(text)) return null
  return new URL(text).origin
}

/** Audiences that are addresses, none of them of the place that the token was sent to. Names say nothing about places. */
export function isForAnotherPlace(audience: readonly string[], sentTo: string | null): boolean {
  const place = sentTo === null ? null : originOf(sentTo)
  const origins = audience.slice(0, 100).map(originOf)
  return place !== null && origins.length > 0 && origins.every((each) => each !== null && each !== place)
}

/** Whom a token is meant for, held against the profile and the place that it was sent to. */
export function explainAudience(audience: readonly string[], { profile, which, sentTo }: ClaimSetting): Words {
  if (audience.length === 0) return look('Meant for nobody: there is no audience in it')
  if (which === 'id') {
    if (profile.clientId === null) return calm('Meant for the application that signed the person in')
    if (!audience.includes(profile.clientId)) return look('Meant for another application than this profile’s')
    return calm('Meant for the application that signed the person in')
  }
  if (which === 'refresh') return calm('Meant for the server that gave it')
  if (audience.length === 1 && audience[0] === profile.clientId) {
    return look('Meant for the application, not for an API')
  }
  const missing = profile.resources.filter((resource) => !audience.includes(resource))
  if (profile.resources.length > 0 && missing.length === profile.resources.length) {
    return look(`Not meant for ${missing.join(' or ')}, which this profile asks for`)
  }
  if (isForAnotherPlace(audience, sentTo))
    return look(`Not meant for ${originOf(sentTo ?? '') ?? ''}, where it was sent`)
  return calm(audience.length === 1 ? 'Meant for this API only' : `Meant for ${audience.length} receivers`)
}
