import type Provider from 'oidc-provider'
import { findPerson, people, type Person } from '../people.ts'
import { readBody } from '../read-body.ts'
import { isApiScope, isIdentityScope, knownScopes } from '../scopes.ts'
import { ordersAudience } from '../starter.ts'
import type { ConsentMemory } from './consent-memory.ts'
import { answer, findInteraction, makeRoomFor, personOf } from './interaction-session.ts'
import type { Context, Middleware } from './middleware.ts'
import { allowFormToEndAt } from './page-headers.ts'
import { consentPage } from './pages/consent-page.ts'
import { errorPage } from './pages/error-page.ts'
import { loginPage } from './pages/login-page.ts'

const route = /^\/interaction\/([A-Za-z0-9_-]+)(?:\/(login|consent|cancel))?$/
const formLimitBytes = 4096
type Interaction = NonNullable<Awaited<ReturnType<typeof findInteraction>>>

/** The login and consent pages and what their forms do. Plain forms: no script in the browser, none needed in a test. */
export function createInteractionRoutes(provider: Provider, consents: ConsentMemory): Middleware {
  const textOf = (interaction: Interaction, name: string): string | undefined => {
    const value = interaction.params[name]
    return typeof value === 'string' ? value : undefined
  }
  const clientIdOf = (interaction: Interaction) => textOf(interaction, 'client_id') ?? ''

  async function showPage(ctx: Context, interaction: Interaction): Promise<void> {
    const client = await provider.Client.find(clientIdOf(interaction))
    const redirectUri = textOf(interaction, 'redirect_uri')
    if (client === undefined || redirectUri === undefined) throw new Error('an interaction lost its client')
    allowFormToEndAt(ctx, redirectUri)
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'html'
    const page = { uid: interaction.uid, clientName: client.clientName ?? client.clientId }
    const person = findPerson(personOf(interaction))
    if (interaction.prompt.name === 'login' || person === undefined || ctx.query['as'] === 'another') {
      ctx.body = loginPage({ ...page, people, hinted: findPerson(textOf(interaction, 'login_hint')) ?? null })
      return
    }
    const asked = knownScopes(textOf(interaction, 'scope'))
    const before = consents.allowedBefore(person.id, client.clientId)
    ctx.body = consentPage({
      ...page,
      person,
      returnsTo: new URL(redirectUri).host,
      newScopes: asked.filter((scope) => !before.has(scope)),
      knownScopes: asked.filter((scope) => before.has(scope)),
    })
  }

  async function allow(ctx: Context, interaction: Interaction, person: Person): Promise<void> {
    const clientId = clientIdOf(interaction)
    const scopes = knownScopes(textOf(interaction, 'scope'))
    const grant = new provider.Grant({ accountId: person.id, clientId })
    grant.addOIDCScope(scopes.filter(isIdentityScope).join(' '))
    grant.addResourceScope(ordersAudience, scopes.filter(isApiScope).join(' '))
    const grantId = await grant.save()
    consents.remember(person.id, clientId, scopes)
    await makeRoomFor(provider, ctx, person.id)
    // The person is named again: another sign-in in this browser may have changed the session meanwhile.
    const login = { accountId: person.id, ...interaction.lastSubmission?.login }
    await answer(ctx, interaction, { ...interaction.lastSubmission, login, consent: { grantId } })
  }

  async function takeForm(ctx: Context, interaction: Interaction, action: string): Promise<boolean> {
    const body = await readBody(ctx.req, formLimitBytes)
    if (body === null) return false
    const form = new URLSearchParams(body)
    if (action === 'login') {
      const person = findPerson(form.get('person') ?? undefined)
      if (person === undefined) return false
      await makeRoomFor(provider, ctx, person.id)
      await answer(ctx, interaction, { ...interaction.lastSubmission, login: { accountId: person.id } })
      return true
    }
    const person = findPerson(personOf(interaction))
    if (action === 'consent' && form.get('decision') === 'allow' && person !== undefined) {
      await allow(ctx, interaction, person)
      return true
    }
    if (action === 'consent' && form.get('decision') !== 'deny') return false
    const description = action === 'cancel' ? 'The person cancelled the sign-in' : 'The person denied the request'
    await answer(ctx, interaction, { error: 'access_denied', error_description: description })
    return true
  }

  return async (ctx, next) => {
    const [matched, uid, action] = route.exec(ctx.path) ?? []
    if (matched === undefined || uid === undefined) return next()
    const interaction = await findInteraction(provider, ctx, uid)
    if (interaction !== null && action === undefined && ctx.method === 'GET') return showPage(ctx, interaction)
    if (interaction !== null && action !== undefined && ctx.method === 'POST') {
      if (await takeForm(ctx, interaction, action)) return
    }
    ctx.status = 400
    ctx.type = 'html'
    ctx.body = errorPage({
      title: 'This page is over',
      advice: 'The sign-in was finished or cancelled, or began in another browser. Start it again from Claimcheck.',
      code: 'interaction_not_found',
      detail: null,
    })
  }
}
