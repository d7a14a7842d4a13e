import type Provider from 'oidc-provider'
import type { Context } from './middleware.ts'

type Interaction = InstanceType<Provider['Interaction']>

/**
 * The sign-in that this browser is in the middle of: the cookie for this path must name it. null where it is over.
 * oidc-provider's own look-up also wants the session unchanged since, which two sign-ins at once in one browser break.
 */
export async function findInteraction(provider: Provider, ctx: Context, uid: string): Promise<Interaction | null> {
  if (ctx.cookies.get(provider.cookieName('interaction')) !== uid) return null
  return (await provider.Interaction.find(uid)) ?? null
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

/** Hands the person's answer to oidc-provider, and sends the browser on its way (303 after a form). */
export async function answer(ctx: Context, interaction: Interaction, result: Interaction['result']): Promise<void> {
  interaction.result = result
  interaction.session = undefined
  await interaction.persist()
  ctx.status = 303
  ctx.redirect(interaction.returnTo)
}
