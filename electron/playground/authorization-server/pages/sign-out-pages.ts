import type { KoaContextWithOIDC } from 'oidc-provider'
import { html, trusted } from './html.ts'
import { page } from './page.ts'

/** The question of RP-initiated logout (OpenID Connect RP-Initiated Logout §2). */
export function renderSignOutPage(ctx: KoaContextWithOIDC, form: string): void {
  ctx.body = page(
    'Sign out?',
    html`<h1>Sign out of the playground?</h1>
      <p>This browser forgets who you are. Tokens that were issued stay good until they expire or are revoked.</p>
      ${trusted(form /* made by oidc-provider out of its own address and a random value */)}
      <div class="choice">
        <button class="button" form="op.logoutForm">Stay signed in</button>
        <button class="button main" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
      </div>`,
  )
}

export function renderSignedOutPage(ctx: KoaContextWithOIDC): void {
  ctx.type = 'html'
  ctx.body = page(
    'Signed out',
    html`<h1>You are signed out</h1>
      <p>You can close this page.</p>`,
  )
}
