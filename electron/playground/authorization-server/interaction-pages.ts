import type Provider from 'oidc-provider'
import { findPerson, people } from '../people.ts'
import { knownScopes } from '../scopes.ts'
import type { ConsentMemory } from './consent-memory.ts'
import { personOf, textOf, type Interaction } from './interaction-session.ts'
import type { Context } from './middleware.ts'
import { allowFormToEndAt } from './page-headers.ts'
import { consentPage } from './pages/consent-page.ts'
import { loginPage } from './pages/login-page.ts'
import { pinPage } from './pages/pin-page.ts'

/** Shows what the person is asked next: who they are, the PIN of a step-up, or whether the app may. */
export function createInteractionPages(provider: Provider, consents: ConsentMemory) {
  return async function showPage(ctx: Context, interaction: Interaction, wasWrong = false): Promise<void> {
    const client = await provider.Client.find(textOf(interaction, 'client_id') ?? '')
    if (client === undefined) throw new Error('an interaction lost its client')
    const redirectUri = interaction.deviceCode === undefined ? textOf(interaction, 'redirect_uri') : undefined
    if (redirectUri !== undefined) allowFormToEndAt(ctx, redirectUri)
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'html'
    const page = { uid: interaction.uid, clientName: client.clientName ?? client.clientId }
    const person = findPerson(personOf(interaction))
    const { name } = interaction.prompt
    const isChoice = name === 'select_account'
    if (name === 'login' || isChoice || person === undefined || ctx.query['as'] === 'another') {
      const hinted = findPerson(textOf(interaction, 'login_hint')) ?? null
      ctx.body = loginPage({ ...page, people, hinted, isChoice })
      return
    }
    if (name === 'pin') {
      ctx.body = pinPage({ ...page, person, wasWrong })
      return
    }
    const asked = knownScopes(textOf(interaction, 'scope'))
    const before = consents.allowedBefore(person.id, client.clientId)
    ctx.body = consentPage({
      ...page,
      person,
      returnsTo: redirectUri === undefined ? null : new URL(redirectUri).host,
      newScopes: asked.filter((scope) => !before.has(scope)),
      knownScopes: asked.filter((scope) => before.has(scope)),
    })
  }
}
