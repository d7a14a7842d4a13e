import { demoPin } from '../../demo-credentials.ts'
import type { Person } from '../../people.ts'
import { face } from './face.ts'
import { html } from './html.ts'
import { page } from './page.ts'

export interface PinPageParts {
  readonly uid: string
  readonly clientName: string
  readonly person: Person
  readonly wasWrong: boolean
}

/** The second step that `acr_values` asks for (RFC 9470). The PIN is published: it is the step that is to be seen. */
export function pinPage({ uid, clientName, person, wasWrong }: PinPageParts): string {
  return page(
    'Enter your PIN',
    html`<h1>Enter your PIN</h1>
      <p>
        <strong>${clientName}</strong> asks for more than your name. In this playground everyone’s PIN is ${demoPin}.
      </p>
      <div class="as">
        ${face(person, 'small')}<span>Signed in as <b>${person.name}</b> (${person.id})</span>
      </div>
      <form method="post" action="/interaction/${uid}/pin">
        ${wasWrong ? html`<p class="problem" id="problem" role="alert">That is not the PIN.</p>` : null}
        <label class="field"
          >PIN
          <input
            class="code"
            name="pin"
            inputmode="numeric"
            autocomplete="off"
            ${wasWrong ? html`aria-describedby="problem" aria-invalid="true"` : null}
            autofocus
        /></label>
        <div class="choice"><button class="button main wide">Continue</button></div>
      </form>
      <form method="post" action="/interaction/${uid}/cancel"><button class="link">Cancel the sign-in</button></form>`,
  )
}
