import css from './colour-dot.module.css'

export type Swatch = 'blue' | 'teal' | 'green' | 'yellow' | 'orange' | 'red' | 'pink' | 'violet' | 'grey'

/** The CSS colour of a swatch, readable on every background of both themes. */
export const swatchColour = (swatch: Swatch): string => `var(--swatch-${swatch})`

/** A person's own colour mark. Decoration: what it stands beside has a name. */
export function ColourDot({ swatch }: { readonly swatch: Swatch }) {
  return <i className={css['dot']} style={{ background: swatchColour(swatch) }} aria-hidden="true" />
}
