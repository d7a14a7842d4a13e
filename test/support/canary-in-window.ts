import { randomBytes } from 'node:crypto'
import { expect, type Locator } from '@playwright/test'
import { aBendableIssuer } from './bendable-issuer.ts'
import { nextBrowserAddress } from './browser-sign-in.ts'
import type { Canaries } from './canaries.ts'
import { callbackFor } from './journey-browser.ts'
import { startHostileServer, type RawServer } from './hostile-server.ts'
import type { LaunchedClaimcheck } from './launch-app.ts'
import { choose, profilesPage } from './profiles-page.ts'
import { workbenchPage } from './workbench-page.ts'

/**
 * Types as a keyboard does. Not `fill`: it hands the text to a script in the page, and that would be a copy which no
 * person makes.
 */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await field.click()
  await field.page().keyboard.press('Control+a')
  await field.page().keyboard.insertText(text)
}

const secretField = (scope: Locator, label: string) =>
  scope.getByLabel(label, { exact: true }).and(scope.locator('input, textarea'))

/** An API that repeats the credentials it got in the head of its answer, as text and as a challenge. */
export const aRepeatingApi = (): Promise<RawServer> =>
  startHostileServer((socket, head) => {
    const said = /^(?:authorization|x-api-key): (?:\w+ )?(.*)$/im.exec(head)?.[1] ?? 'none'
    socket.end(
      `HTTP/1.1 401 Unauthorized\r\nX-Echo: ${said}\r\nContent-Type: application/json\r\n` +
        `WWW-Authenticate: Bearer error="invalid_token", error_description="Nobody knows ${said}"\r\n` +
        `Content-Length: 2\r\n\r\n{}`,
    )
  })

/** A server whose tokens are JWTs, and which repeats what it was sent where it refuses. */
export async function anIssuerOfJwts(canaries: Canaries) {
  const server = await aBendableIssuer()
  const tokens = async (nonce: string | undefined) => ({
    body: {
      access_token: await server.idToken({ aud: 'api', jti: randomBytes(8).toString('hex') }),
      refresh_token: canaries.plant('a refresh token'),
      token_type: 'Bearer',
      expires_in: 300,
      ...(nonce !== undefined && { id_token: await server.idToken({ nonce }) }),
    },
  })
  return {
    server,
    async lets(nonce?: string): Promise<void> {
      server.answer('/token', await tokens(nonce))
    },
    refuses(status: number, error: string): void {
      server.answer('/token', ({ form }) => ({
        status,
        body: { error, error_description: `You sent ${[...form.values()].join(' and ')}`, secret: form.get('code') },
      }))
    },
  }
}
type IssuerOfJwts = Awaited<ReturnType<typeof anIssuerOfJwts>>

export interface Stage {
  readonly claimcheck: LaunchedClaimcheck
  readonly canaries: Canaries
  readonly issuer: IssuerOfJwts
  readonly api: RawServer
}

/** What a person does with a profile that holds secrets, in the window itself. */
export function handsOf({ claimcheck, canaries, issuer, api }: Stage) {
  const { window } = claimcheck
  const profiles = profilesPage(window)
  const page = workbenchPage(window)

  async function openForm(name: string, kind: RegExp | null): Promise<Locator> {
    await window.getByRole('button', { name: 'Add a profile', exact: true }).click()
    if (kind !== null) await profiles.form.getByRole('radio', { name: kind }).click()
    await profiles.form.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    return profiles.form
  }
  async function add(form: Locator): Promise<void> {
    await form.getByRole('button', { name: 'Add the profile' }).click()
    await expect(form).toBeHidden()
  }
  async function throwAway(): Promise<void> {
    await profiles.form.getByRole('button', { name: 'Cancel' }).click()
    await window.getByRole('button', { name: 'Throw away' }).click()
    await expect(profiles.form).toBeHidden()
  }

  return {
    profiles,
    page,
    async addWhoSignsIn(name: string): Promise<void> {
      const form = await openForm(name, null)
      await form.getByRole('textbox', { name: 'Issuer', exact: true }).fill(issuer.server.issuer)
      await form.getByRole('textbox', { name: 'Client id', exact: true }).fill('desktop')
      await choose(form, 'Client authentication', 'Secret in the body (post)')
      await typeInto(secretField(form, 'Client secret'), canaries.plant('a client secret'))
      await add(form)
    },
    async addWithAKey(name: string): Promise<void> {
      const form = await openForm(name, /^API key or token/)
      await typeInto(secretField(form, 'Key or token'), canaries.plant('an API key'))
      await add(form)
    },
    async addWithAPassword(name: string): Promise<void> {
      const form = await openForm(name, /^User name and password/)
      await form.getByRole('textbox', { name: 'User name' }).fill('alice')
      await typeInto(secretField(form, 'Password'), canaries.plant('a password'))
      await add(form)
    },
    /** Typed, and thrown away. */
    async addInVain(): Promise<void> {
      const form = await openForm('in vain', /^Digest/)
      await typeInto(secretField(form, 'Password'), canaries.plant('a password that is thrown away'))
      await throwAway()
    },
    async replaceSecret(name: string): Promise<void> {
      const form = await profiles.edit(name)
      await form.getByRole('button', { name: 'Replace' }).click()
      await typeInto(secretField(form, 'Client secret'), canaries.plant('a replaced client secret'))
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(form).toBeHidden()
    },
    async replaceInVain(name: string): Promise<void> {
      const form = await profiles.edit(name)
      await form.getByRole('button', { name: 'Replace' }).click()
      await typeInto(secretField(form, 'Client secret'), canaries.plant('a client secret that is not saved'))
      await throwAway()
    },
    async comeBack(name: string, deed = /^Sign in/): Promise<void> {
      await profiles.fromMenuOf(name, deed)
      const address = await nextBrowserAddress(claimcheck)
      await issuer.lets(new URL(address).searchParams.get('nonce') ?? undefined)
      await fetch(callbackFor(address, { code: canaries.plant('a code'), iss: issuer.server.issuer }))
      await expect(profiles.row(name)).toContainText('Fresh')
    },
    async comeBackInVain(name: string): Promise<void> {
      await profiles.fromMenuOf(name, /^Sign in/)
      const address = await nextBrowserAddress(claimcheck)
      issuer.refuses(401, 'invalid_client')
      await fetch(callbackFor(address, { code: canaries.plant('a code'), iss: issuer.server.issuer }))
      const failed = profiles.failed(name)
      await failed.getByRole('button', { name: 'What was sent and answered' }).click()
      const trace = window.getByRole('dialog', { name: /^What was sent and answered/ })
      await expect(trace.getByText('POST', { exact: false }).first()).toBeVisible()
      await trace.getByRole('button', { name: 'Close', exact: true }).last().click()
      await failed.getByRole('button', { name: 'Dismiss' }).click()
    },
    async sendAs(name: string): Promise<void> {
      await page.newRequest(api.origin, new RegExp(`^${name} `))
      await page.send()
      await expect(page.response.getByText('401 Unauthorized')).toBeVisible()
    },
  }
}
