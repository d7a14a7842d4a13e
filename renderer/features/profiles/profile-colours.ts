import type { ProfileDraft } from '@contract/profiles'

type Colour = NonNullable<ProfileDraft['colour']>

/** The CSS colour of a profile's mark; strong enough for both themes, and never the only thing that says something. */
export const colourValues: { readonly [Each in Colour]: string } = {
  blue: '#4c8dff',
  teal: '#1fa8a0',
  green: '#3aa655',
  yellow: '#d6a419',
  orange: '#e0772f',
  red: '#dd5148',
  pink: '#d9589f',
  violet: '#8f6be8',
  grey: '#8791a3',
}

export const colours: readonly Colour[] = [
  ...(['blue', 'teal', 'green', 'yellow', 'orange', 'red', 'pink', 'violet', 'grey'] as const),
]
