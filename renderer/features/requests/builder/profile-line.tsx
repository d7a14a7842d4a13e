import { IconCheck } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import { sessionFace } from '../../../text/session-face.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { wayName, wayTooltip } from '../../../text/way-words.ts'
import { ColourDot } from '../../../ui/colour-dot.tsx'
import { StatusRing } from '../../../ui/status-ring.tsx'
import { toneColour } from '../../../ui/tone.ts'
import css from './as-menu.module.css'

interface ProfileLineProps {
  readonly profile: ProfileSummary
  readonly now: Date
  readonly chosen?: boolean
}

/** A profile in a menu: ring, colour, name, its label or else its way, and how long its token lives. */
export function ProfileLine({ profile, now, chosen = false }: ProfileLineProps) {
  const face = sessionFace(profile.session, now, profile.way.kind)
  return (
    <span className={css['line']} title={`${face.sentence}. ${wayTooltip(profile.way)}`}>
      <StatusRing tone={face.tone} fraction={face.fraction} />
      {profile.colour !== null && <ColourDot swatch={profile.colour} />}
      <span className={css['who']}>{visibleText(profile.name)}</span>{' '}
      <span className={css['label']}>· {profile.label === '' ? wayName(profile.way) : visibleText(profile.label)}</span>{' '}
      <span
        className={css['left']}
        style={face.tone === 'warn' || face.tone === 'bad' ? { color: toneColour(face.tone) } : undefined}
      >
        {face.short}
      </span>
      {chosen && <IconCheck size={14} aria-label="chosen" />}
    </span>
  )
}
