import { memo, useCallback } from 'react'
import type { TokenSubject } from '@contract/jwt'
import { useProfiles } from '../../../bridge/use-profiles.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import { SectionHeading } from '../../../ui/section-heading.tsx'
import css from './desk-list.module.css'
import type { DeskPlace } from './desk-place.ts'
import type { DeskStore } from './desk-store.ts'
import { moveBetweenRows } from './list-keys.ts'
import { LooseList } from './loose-list.tsx'
import { isOf, ProfileTokens } from './profile-tokens.tsx'

interface DeskListProps {
  readonly desk: DeskStore
  readonly place: DeskPlace
}

/** Every token there is to look at. */
export const DeskList = memo(function DeskList({ desk, place }: DeskListProps) {
  const profiles = useProfiles()
  const shown = place.at === 'compare' ? null : place.subject
  const choose = useCallback((subject: TokenSubject) => desk.goTo({ at: 'token', subject, claim: null }), [desk])
  return (
    // The arrows only help: each row is a button of its own.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see the line above
    <nav className={css['list']} aria-label="Tokens to look at" onKeyDown={moveBetweenRows}>
      <LooseList desk={desk} place={place} />
      <section aria-label="Tokens of profiles">
        <SectionHeading>Profiles</SectionHeading>
        {profiles.state === 'loading' && <LoadingLines label="Loading the profiles" />}
        {profiles.state === 'failed' && <FailureNotice failure={profiles.failure} on={{ retry: profiles.retry }} />}
        {profiles.state === 'ready' && profiles.value.length === 0 && (
          <p className={css['none']}>There are no profiles yet.</p>
        )}
        {profiles.state === 'ready' && (
          <ul className={css['rows']}>
            {profiles.value.map((profile) => (
              <ProfileTokens
                key={profile.id}
                profile={profile}
                shown={isOf(profile, shown) ? shown : null}
                onChosen={choose}
              />
            ))}
          </ul>
        )}
      </section>
    </nav>
  )
})
