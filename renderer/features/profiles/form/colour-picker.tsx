import type { ProfileDraft } from '@contract/profiles'
import { colours, colourValues } from '../profile-colours.ts'
import css from './colour-picker.module.css'

interface ColourPickerProps {
  readonly colour: ProfileDraft['colour']
  readonly onChosen: (colour: ProfileDraft['colour']) => void
}

/** The mark of a profile in the list. */
export function ColourPicker({ colour, onChosen }: ColourPickerProps) {
  return (
    <fieldset className={css['picker']}>
      <legend className={css['legend']}>Colour</legend>
      {[null, ...colours].map((each) => (
        <label key={each ?? 'none'} className={css['swatch']} title={each ?? 'none'}>
          <input
            type="radio"
            name="profile-colour"
            className={css['input']}
            aria-label={each ?? 'No colour'}
            checked={colour === each}
            onChange={() => onChosen(each)}
          />
          <span className={css['dot']} style={{ background: each === null ? 'transparent' : colourValues[each] }} />
        </label>
      ))}
    </fieldset>
  )
}
