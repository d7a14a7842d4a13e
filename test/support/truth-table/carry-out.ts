import type { Remedy } from '../../../electron/contract/challenges.ts'
import type { Exchange } from '../../../electron/contract/exchanges.ts'
import type { ProfileId } from '../../../electron/contract/ids.ts'
import type { Step } from './row.ts'
import type { Stage } from './stage.ts'

/** What came of a button: a new exchange, or what it showed. */
export type Outcome = { readonly sent: Exchange } | { readonly shown: string }

/** The status of the last answer; why there was none, where there was none. */
export function statusOf({ steps }: Exchange): string {
  const result = steps.at(-1)?.result
  return result?.outcome === 'answered' ? String(result.status) : `no answer: ${result?.reason ?? ''}`
}

// As the window: what is typed into a request and is a credential.
const isTyped = (name: string): boolean => /^(?:authorization|cookie|x-api-key|api-key|apikey)$/i.test(name)

/** Does what the sentences say, where there is no button for it. */
export async function doByHand(stage: Stage, { edit, url }: Step): Promise<Outcome> {
  await edit?.(stage)
  const { draft, profileId } = stage.lastSend()
  const sender = (await stage.claimcheck.ask('profiles.list', {})).find(({ id }) => id === profileId)
  return { sent: await stage.send({ ...draft, ...(url !== undefined && { url }) }, sender?.name ?? null) }
}

/** Does what the window does when the button is pressed, and what the person then does in the browser or the form. */
export async function carryOut(stage: Stage, refused: Exchange, remedy: Remedy, step: Step): Promise<Outcome> {
  const { claimcheck } = stage
  const { draft, profileId } = stage.lastSend()
  const withoutTyped = { ...draft, headers: draft.headers.filter(({ name }) => !isTyped(name)) }

  const again = async (as: ProfileId | null, some = draft): Promise<Outcome> => ({
    sent: await stage.send(some, as === null ? null : await nameOf(as)),
  })
  async function nameOf(id: ProfileId): Promise<string> {
    const found = (await claimcheck.ask('profiles.list', {})).find((each) => each.id === id)
    if (found === undefined) throw new Error('there is no such profile')
    return found.name
  }

  switch (remedy.do) {
    case 'sign-in':
      await stage.signIn(await nameOf(remedy.profileId))
      return again(remedy.profileId)
    case 'ask-for-scopes':
      await stage.signIn(await nameOf(remedy.profileId), { extraScopes: remedy.scopes })
      return again(remedy.profileId)
    case 'refresh-and-resend':
      await claimcheck.ask('tokens.refresh', { profileId: remedy.profileId })
      return again(remedy.profileId)
    case 'send-as':
      return again(remedy.profileId, withoutTyped)
    case 'edit-profile':
      await step.edit?.(stage)
      return again(remedy.profileId)
    case 'choose-profile':
      return { sent: await stage.send(draft, step.choose ?? null) }
    case 'step-up': {
      const { acrValues, maxAgeSeconds } = remedy
      await stage.signIn(await nameOf(remedy.profileId), { stepUp: { acrValues, maxAgeSeconds } })
      return again(remedy.profileId)
    }
    case 'use-dpop':
      await claimcheck.ask('profiles.useDpop', { profileId: remedy.profileId })
      await stage.signIn(await nameOf(remedy.profileId))
      return again(remedy.profileId)
    case 'drop-typed-credential':
      return again(profileId, withoutTyped)
    case 'ask-server': {
      const { cause, confidence } = await claimcheck.ask('exchanges.askServer', { exchangeId: refused.id })
      return { shown: `${cause}, ${confidence}` }
    }
    case 'inspect': {
      const token = await claimcheck.ask('tokens.inspect', { subject: remedy.subject })
      const names = (token?.claims ?? []).map(({ name }) => name)
      const { claim } = remedy
      if (claim === null) return { shown: token === null ? 'nothing' : 'the token' }
      return { shown: names.includes(claim) ? claim : `no ${claim}` }
    }
    case 'find-login': {
      const { result } = await claimcheck.ask('findLogin.start', { url: stage.fill(draft.url) })
      return { shown: result.outcome === 'found' ? `found ${result.servers[0]?.issuer ?? ''}` : result.outcome }
    }
  }
}
