import { useQuery } from '@tanstack/react-query'
import { IconChevronRight } from '@tabler/icons-react'
import { memo, useState } from 'react'
import type { TokenSubject, WhichToken } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useNow } from '../../../bridge/use-now.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { sessionFace } from '../../../text/session-face.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { StatusRing } from '../../../ui/status-ring.tsx'
import { whichWords } from '../which-words.ts'
import css from './desk-list.module.css'
import { isSameSubject, profileSubject } from './desk-place.ts'
import { pastTitle } from './subject-words.ts'

interface ProfileTokensProps {
  readonly profile: ProfileSummary
  readonly shown: TokenSubject | null
  readonly onChosen: (subject: TokenSubject) => void
}

const ofOAuth = ['access', 'id', 'refresh'] as const satisfies readonly WhichToken[]
const ofOthers = ['access'] as const satisfies readonly WhichToken[]

/** Whether a token is, or was, of a profile. */
export const isOf = (profile: ProfileSummary, subject: TokenSubject | null): boolean =>
  subject !== null && (subject.of === 'profile' || subject.of === 'past') && subject.profileId === profile.id

/** A profile with its tokens, those of before too; opened where one of them is shown. Remembered: there may be hundreds. */
export const ProfileTokens = memo(function ProfileTokens({ profile, shown, onChosen }: ProfileTokensProps) {
  const now = useNow()
  const [isOpen, setOpen] = useState(isOf(profile, shown))
  const face = sessionFace(profile.session, now, profile.way.kind)
  const name = visibleText(profile.name)
  const kinds = profile.way.kind === 'oauth' ? ofOAuth : ofOthers
  return (
    <li>
      <button
        type="button"
        className={css['profile']}
        data-row
        aria-expanded={isOpen}
        title={face.sentence}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={13} className={css['chevron']} aria-hidden="true" />
        <StatusRing size={14} fraction={face.fraction} tone={face.tone} busy={face.state === 'refreshing'} />
        <span className={css['name']}>{name}</span>
        <span className={css['expiry']}>{face.short}</span>
      </button>
      {isOpen && (
        <ul aria-label={`Tokens of ${name}`}>
          {kinds.map((which) => (
            <TokenRow
              key={which}
              label={whichWords[which]}
              subject={profileSubject(profile.id, which)}
              shown={shown}
              onChosen={onChosen}
            />
          ))}
          <EarlierTokens profile={profile} shown={shown} onChosen={onChosen} />
        </ul>
      )}
    </li>
  )
})

function EarlierTokens({ profile, shown, onChosen }: ProfileTokensProps) {
  const now = useNow()
  const bridge = useBridge()
  const past = toLoadable(
    useQuery({
      queryKey: queryKeys.pastTokens(profile.id),
      queryFn: () => bridge.ask('inspection.past', { profileId: profile.id }),
    }),
  )
  if (past.state === 'loading') return null
  if (past.state === 'failed') {
    return (
      <li>
        <FailureNotice failure={past.failure} on={{ retry: past.retry }} />
      </li>
    )
  }
  return past.value
    .filter(({ isCurrent }) => !isCurrent)
    .map((token) => (
      <TokenRow
        key={token.entry}
        label={pastTitle(token, now)}
        note="earlier"
        subject={{ of: 'past', profileId: profile.id, entry: token.entry }}
        shown={shown}
        onChosen={onChosen}
      />
    ))
}

interface TokenRowProps extends Pick<ProfileTokensProps, 'shown' | 'onChosen'> {
  readonly label: string
  readonly note?: string
  readonly subject: TokenSubject
}

function TokenRow({ label, note, subject, shown, onChosen }: TokenRowProps) {
  const isShown = isSameSubject(subject, shown)
  return (
    <li className={css['row']} data-active={isShown}>
      <button
        type="button"
        className={css['inner']}
        data-row
        aria-current={isShown || undefined}
        onClick={() => onChosen(subject)}
      >
        <span className={css['name']}>{label}</span>
        {note !== undefined && <span className={css['expiry']}>{note}</span>}
      </button>
    </li>
  )
}
