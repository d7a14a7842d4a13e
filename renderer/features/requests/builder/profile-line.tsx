import { IconCheck } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import { sessionFace } from '../../../text/session-face.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { StatusRing } from '../../../ui/status-ring.tsx'
import { toneColour } from '../../../ui/tone.ts'
import css from './as-menu.module.css'

interface ProfileLineProps {
  readonly profile: ProfileSummary
  readonly now: Date
  readonly chosen?: boolean
}

/** A profile in a menu: ring, name, label, and how long its token lives. */
export function ProfileLine({ profile, now, chosen = false }: ProfileLineProps) {
  const face = sessionFace(profile.session, now)
  return (
    <span className={css['line']} title={face.sentence}>
      <StatusRing tone={face.tone} fraction={face.fraction} />
      <span className={css['who']}>{visibleText(profile.name)}</span>{' '}
      {profile.label !== '' && <span className={css['label']}>· {visibleText(profile.label)}</span>}{' '}
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
