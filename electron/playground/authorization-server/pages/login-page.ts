import type { Person } from '../../people.ts'
import { face } from './face.ts'
import { html, type Markup } from './html.ts'
import { page } from './page.ts'

export interface LoginPageParts {
  readonly uid: string
  readonly clientName: string
  readonly people: readonly Person[]
  /** The person that `login_hint` names: offered first. */
  readonly hinted: Person | null
  /** `prompt=select_account`: somebody is signed in, and another may be meant. */
  readonly isChoice: boolean
}

const card = (person: Person, isHinted: boolean): Markup =>
  html`<li>
    <button
      class="person ${isHinted ? 'hinted' : ''}"
      name="person"
      value="${person.id}"
      ${isHinted ? html`autofocus` : null}
    >
      ${face(person, 'large')}
      <span><b>${person.name}</b> <span class="quiet">${person.id}</span><small>${person.about}</small></span>
      <span class="role">${person.roles[0] ?? ''}</span>
    </button>
  </li>`

/** One click picks a person: there is no password to type in a playground. */
export function loginPage({ uid, clientName, people, hinted, isChoice }: LoginPageParts): string {
  const others = people.filter((person) => person !== hinted)
  const asked = isChoice ? 'Which account?' : 'Who is signing in?'
  const heading = hinted === null ? asked : `Sign in as ${hinted.id}?`
  return page(
    heading,
    html`<h1>${heading}</h1>
      <p><strong>${clientName}</strong> asks for a sign-in. One click is enough.</p>
      <form method="post" action="/interaction/${uid}/login">
        <ul class="people">
          ${hinted === null ? null : card(hinted, true)} ${others.map((person) => card(person, false))}
        </ul>
      </form>
      <form method="post" action="/interaction/${uid}/cancel"><button class="link">Cancel the sign-in</button></form>`,
  )
}
