import type { Person } from '../../people.ts'
import { scopeWords, type Scope } from '../../scopes.ts'
import { face } from './face.ts'
import { html, type Markup } from './html.ts'
import { page } from './page.ts'

export interface ConsentPageParts {
  readonly uid: string
  readonly clientName: string
  readonly person: Person
  /** host:port of the redirect, so that a person sees where the answer goes; null where a device waits for it. */
  readonly returnsTo: string | null
  readonly newScopes: readonly Scope[]
  readonly knownScopes: readonly Scope[]
}

const tick = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
  <path d="M3 8.4l3.2 3.2L13 4.8" />
</svg>`

const scopeRow = (scope: Scope): Markup =>
  html`<li>${tick}<b>${scopeWords[scope].title}</b><code>${scope}</code><small>${scopeWords[scope].detail}</small></li>`

const wanted = (clientName: string, scopes: readonly Scope[]): Markup =>
  html`<h2 id="wanted">${clientName} would be able to</h2>
    <ul class="scopes" aria-labelledby="wanted">
      ${scopes.map(scopeRow)}
    </ul>`

const allowedBefore = (scopes: readonly Scope[], isOpen: boolean): Markup =>
  html`<details class="before" ${isOpen ? html`open` : null}>
    <summary>Allowed before (${scopes.length})</summary>
    <ul>
      ${scopes.map((scope) => html`<li>${scopeWords[scope].title} <code>${scope}</code></li>`)}
    </ul>
  </details>`

/** Lists what is new first and in words; what was allowed before is there, but is not asked again. */
export function consentPage({ uid, clientName, person, returnsTo, newScopes, knownScopes }: ConsentPageParts): string {
  const isNothingNew = newScopes.length === 0
  const heading = isNothingNew ? `Continue as ${person.id}?` : `Allow ${clientName} to act for you?`
  return page(
    heading,
    html`<h1>${heading}</h1>
      <p>
        ${isNothingNew ? html`<strong>${clientName}</strong> asks for nothing that you have not allowed before.` : null}
        ${!isNothingNew && knownScopes.length > 0 ? html`<strong>${clientName}</strong> asks for something new.` : null}
      </p>
      <div class="as">
        ${face(person, 'small')}<span>Signed in as <b>${person.name}</b> (${person.id})</span>
        <a href="/interaction/${uid}?as=another">Not you?</a>
      </div>
      ${isNothingNew ? null : wanted(clientName, newScopes)}
      ${knownScopes.length === 0 ? null : allowedBefore(knownScopes, isNothingNew)}
      <form method="post" action="/interaction/${uid}/consent">
        <div class="choice">
          <button class="button" name="decision" value="deny">Deny</button>
          <button class="button main" name="decision" value="allow" autofocus>
            ${isNothingNew ? 'Continue' : 'Allow'}
          </button>
        </div>
      </form>
      ${
        returnsTo === null
          ? html`<p class="after">Your device goes on by itself</p>`
          : html`<p class="after">You return to ${clientName} at <code>${returnsTo}</code></p>`
      }`,
  )
}
