import type Provider from 'oidc-provider'
import { demoPin, pinAcr } from '../demo-credentials.ts'
import { findPerson, type Person } from '../people.ts'
import { readBody } from '../read-body.ts'
import { isApiScope, isIdentityScope, knownScopes } from '../scopes.ts'
import type { ConsentMemory } from './consent-memory.ts'
import { createInteractionPages } from './interaction-pages.ts'
import {
  answer,
  findInteraction,
  loginOf,
  makeRoomFor,
  personOf,
  textOf,
  type Interaction,
} from './interaction-session.ts'
import type { Context, Middleware } from './middleware.ts'
import { errorPage } from './pages/error-page.ts'
import { resourcesIn } from './resources.ts'

const route = /^\/interaction\/([A-Za-z0-9_-]+)(?:\/(login|pin|consent|cancel))?$/
const formLimitBytes = 4096

/** The pages of a sign-in and what their forms do. Plain forms: no script in the browser, none needed in a test. */
export function createInteractionRoutes(provider: Provider, consents: ConsentMemory): Middleware {
  const showPage = createInteractionPages(provider, consents)

  async function signIn(ctx: Context, interaction: Interaction, person: Person): Promise<void> {
    await makeRoomFor(provider, ctx, person.id)
    const { lastSubmission, prompt } = interaction
    const chosen = prompt.name === 'select_account' ? { select_account: {} } : {}
    await answer(ctx, interaction, { ...lastSubmission, ...chosen, login: { accountId: person.id } })
  }

  async function takePin(ctx: Context, interaction: Interaction, person: Person, pin: string | null): Promise<void> {
    if (pin?.trim() !== demoPin) return showPage(ctx, interaction, true)
    const login = { accountId: person.id, acr: pinAcr, amr: ['pin'] }
    return answer(ctx, interaction, { ...interaction.lastSubmission, login })
  }

  async function allow(ctx: Context, interaction: Interaction, person: Person): Promise<void> {
    const clientId = textOf(interaction, 'client_id') ?? ''
    const scopes = knownScopes(textOf(interaction, 'scope'))
    const grant = new provider.Grant({ accountId: person.id, clientId })
    grant.addOIDCScope(scopes.filter(isIdentityScope).join(' '))
    for (const resource of resourcesIn(interaction.params)) {
      grant.addResourceScope(resource, scopes.filter(isApiScope).join(' '))
    }
    const grantId = await grant.save()
    consents.remember(person.id, clientId, scopes)
    const login = await loginOf(provider, ctx, interaction, person.id)
    await makeRoomFor(provider, ctx, person.id)
    await answer(ctx, interaction, { ...interaction.lastSubmission, login, consent: { grantId } })
  }

  /** False: this form belongs to no page that was shown. */
  async function takeForm(ctx: Context, interaction: Interaction, action: string): Promise<boolean> {
    const body = await readBody(ctx.req, formLimitBytes)
    if (body === null) return false
    const form = new URLSearchParams(body)
    if (action === 'login') {
      const chosen = findPerson(form.get('person') ?? undefined)
      if (chosen !== undefined) await signIn(ctx, interaction, chosen)
      return chosen !== undefined
    }
    const person = findPerson(personOf(interaction))
    if (action === 'pin') {
      if (person !== undefined) await takePin(ctx, interaction, person, form.get('pin'))
      return person !== undefined
    }
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
