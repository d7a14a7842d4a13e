import type { Person } from '../../people.ts'
import { html, type Markup } from './html.ts'

/** A person's initials in their own colour; decoration, so it has no name for a screen reader. */
export function face(person: Person, size: 'small' | 'large'): Markup {
  const initials = person.name.split(' ').map((word) => word.slice(0, 1))
  return html`<span class="face ${size} ${person.id}" aria-hidden="true">${initials.join('')}</span>`
}
