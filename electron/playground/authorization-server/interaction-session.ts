import type Provider from 'oidc-provider'
import type { Context } from './middleware.ts'

export type Interaction = InstanceType<Provider['Interaction']>

/**
 * The sign-in that this browser is in the middle of: the cookie for this path must name it. null where it is over.
 * oidc-provider's own look-up also wants the session unchanged since, which two sign-ins at once in one browser break.
 */
export async function findInteraction(provider: Provider, ctx: Context, uid: string): Promise<Interaction | null> {
  if (ctx.cookies.get(provider.cookieName('interaction')) !== uid) return null
  return (await provider.Interaction.find(uid)) ?? null
}

/** A parameter of the request that began it. */
export function textOf({ params }: Interaction, name: string): string | undefined {
  const value = params[name]
  return typeof value === 'string' ? value : undefined
}

/** Who this sign-in is for so far: the person just chosen, else the one the browser was signed in as. */
export const personOf = (interaction: Interaction): string | undefined =>
  interaction.lastSubmission?.login?.accountId ?? interaction.session?.accountId

/**
 * Makes sure that the browser's session is this person's or nobody's. oidc-provider would otherwise show a sign-out
 * page with a script on it; and the tokens of the other person live on, as they should in a tool for many identities.
 */
export async function makeRoomFor(provider: Provider, ctx: Context, personId: string): Promise<void> {
  const cookie = ctx.cookies.get(provider.cookieName('session'))
  const session = cookie === undefined ? undefined : await provider.Session.find(cookie)
  if (session !== undefined && session.accountId !== personId) await session.destroy()
}

/**
 * Who is signed in, for an answer that says no more than that: named again, as another sign-in in this browser may have
 * changed the session meanwhile, and with the time and strength of that sign-in (`auth_time`, `acr`), which stay as they are.
 */
export async function loginOf(provider: Provider, ctx: Context, { lastSubmission }: Interaction, personId: string) {
  if (lastSubmission?.login !== undefined) return lastSubmission.login
  const cookie = ctx.cookies.get(provider.cookieName('session'))
  const session = cookie === undefined ? undefined : await provider.Session.find(cookie)
  if (session?.accountId !== personId) return { accountId: personId }
  return { accountId: personId, ts: session.loginTs, acr: session.acr, amr: session.amr }
}

/** Hands the person's answer to oidc-provider, and sends the browser on its way (303 after a form). */
export async function answer(ctx: Context, interaction: Interaction, result: Interaction['result']): Promise<void> {
  interaction.result = result
  interaction.session = undefined
  await interaction.persist()
  ctx.status = 303
  ctx.redirect(interaction.returnTo)
}
