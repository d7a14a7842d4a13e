import type { RequestOf, ResponseOf } from '../../electron/contract/channels.ts'
import type { TokenDraft } from '../../electron/contract/inspection.ts'
import type { CheckWith, InspectedToken, TokenSubject, WhichToken } from '../../electron/contract/jwt.ts'
import type { Journey } from './compose-for-journey.ts'

export const knownIssuer = { key: 'known-issuer' } as const
export const pasted = (material: string): CheckWith => ({ key: 'pasted', material })

/** The subject of a profile's token, by the profile's name. */
export async function tokenOf(claimcheck: Journey, name: string, which: WhichToken = 'access'): Promise<TokenSubject> {
  return { of: 'profile', profileId: (await claimcheck.profile(name)).id, which }
}

/** What the inspector shows; throws where the profile has no such token. */
export async function lookAt(claimcheck: Journey, subject: TokenSubject): Promise<InspectedToken> {
  const token = await claimcheck.ask('tokens.inspect', { subject })
  if (token === null) throw new Error(`there is no token: ${JSON.stringify(subject)}`)
  return token
}

/** Pastes a text in which one token or more are, and gives the first. */
export async function paste(claimcheck: Journey, text: string) {
  const { found, shown, note } = await claimcheck.ask('inspection.take', { text })
  const [first] = found
  if (first === undefined || shown === null) throw new Error(`nothing was found: ${note}`)
  return { subject: { of: 'loose', id: first.id } as const, loose: first, found, shown, note }
}

export const verify = (claimcheck: Journey, subject: TokenSubject, checkWith: CheckWith = knownIssuer) =>
  claimcheck.ask('tokens.verify', { subject, with: checkWith })

/** The token itself, as a person gets at it: out of the clipboard. */
export async function copyOf(claimcheck: Journey, subject: TokenSubject): Promise<string> {
  await claimcheck.ask('tokens.copy', { subject })
  return claimcheck.clipboard.secret ?? ''
}

/** The value of a claim; undefined where the token does not say it. */
export function claimIn({ claims }: Pick<InspectedToken, 'claims'>, name: string): unknown {
  const json = claims.find((each) => each.name === name)?.json
  return json === undefined ? undefined : JSON.parse(json)
}

/** Makes a token for a test out of another: the draft as the editor would begin with it, changed. */
export async function forge(
  claimcheck: Journey,
  base: TokenSubject,
  change: Partial<TokenDraft> = {},
  recipe: string | null = null,
) {
  const draft = await claimcheck.ask('inspection.draft', { subject: base, recipe })
  const made = await claimcheck.ask('inspection.forge', { base, draft: { ...draft, ...change } })
  return { ...made, subject: { of: 'loose', id: made.token.id } as const }
}

/** Presses Send with a loose token in place of the profile's. */
export async function sendWith(
  claimcheck: Journey,
  { looseToken, url, as }: { looseToken: RequestOf<'requests.send'>['looseToken']; url: string; as: string | null },
): Promise<ResponseOf<'requests.send'>> {
  return claimcheck.ask('requests.send', { ...(await claimcheck.prepare({ url }, as)), looseToken })
}
