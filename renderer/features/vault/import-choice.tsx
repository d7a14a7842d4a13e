import { Button, Checkbox } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { RequestOf } from '@contract/channels'
import type { Failure } from '@contract/failures'
import type { ProfileId } from '@contract/ids'
import type { VaultImport } from '@contract/vault'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './import-choice.module.css'

interface ImportChoiceProps {
  readonly content: VaultImport
  readonly isRunning: boolean
  readonly failure: Failure | null
  readonly onImport: (wish: RequestOf<'vault.import'>) => void
  readonly onOther: () => void
  readonly onBack: () => void
}

type Exported = VaultImport['profiles'][number]

const hereWords: Readonly<Record<Exported['here'], string>> = {
  no: 'not here yet',
  same: 'here, the same',
  differs: 'here, and would be replaced',
}

const holds = ({ secretCount, hasSignIn }: Exported) =>
  [secretCount === 0 ? 'no secrets' : countOf(secretCount, 'secret'), ...(hasSignIn ? ['a sign-in'] : [])].join(', ')

/** What an export holds and what of it is here already, before anything of it is taken over. */
export function ImportChoice({ content, isRunning, failure, onImport, onOther, onBack }: ImportChoiceProps) {
  const { profiles } = content
  // What is not here is what people import for; what would be replaced is theirs to say.
  const [ids, setIds] = useState<ReadonlySet<ProfileId>>(
    () => new Set(profiles.filter(({ here }) => here === 'no').map(({ profileId }) => profileId)),
  )
  const [withSignIns, setWithSignIns] = useState(false)
  const first = useRef<HTMLFormElement>(null)
  useEffect(() => first.current?.querySelector('input')?.focus(), [])
  const chosen = profiles.filter(({ profileId }) => ids.has(profileId))
  const replaced = chosen.filter(({ here }) => here === 'differs').length
  const hasSignIns = profiles.some(({ hasSignIn }) => hasSignIn)
  const isAll = chosen.length === profiles.length
  return (
    <form
      ref={first}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen.length === 0) return
        onImport({ profileIds: chosen.map(({ profileId }) => profileId), withSignIns: hasSignIns && withSignIns })
      }}
    >
      <div className={css['head']}>
        <p role="status">
          {chosen.length} of {countOf(profiles.length, 'profile')} chosen
          {replaced > 0 && `, ${replaced} of them would be replaced`}
        </p>
        <Button
          variant="subtle"
          onClick={() => setIds(new Set(isAll ? [] : profiles.map(({ profileId }) => profileId)))}
        >
          {isAll ? 'Choose none' : 'Choose all'}
        </Button>
      </div>
      <div className={css['list']} role="group" aria-label="Profiles in the file">
        {profiles.map((profile) => (
          <Checkbox
            key={profile.profileId}
            size="xs"
            label={
              <>
                {visibleText(profile.name)}
                <span className={css['about']} data-here={profile.here}>
                  {' '}
                  · {holds(profile)} · {hereWords[profile.here]}
                </span>
              </>
            }
            checked={ids.has(profile.profileId)}
            onChange={(event) => {
              const others = [...ids].filter((id) => id !== profile.profileId)
              setIds(new Set(event.currentTarget.checked ? [...others, profile.profileId] : others))
            }}
          />
        ))}
      </div>
      {hasSignIns && (
        <Checkbox
          size="xs"
          mb={8}
          label="Their sign-ins too"
          checked={withSignIns}
          onChange={(event) => setWithSignIns(event.currentTarget.checked)}
        />
      )}
      {hasSignIns && withSignIns && (
        <Notice tone="warn" title="Use them here only from now on">
          A refresh token that is used in two places is taken for stolen by many servers, and ends the sign-in in both.
        </Notice>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <DialogButtons isSticky>
        <Button variant="subtle" onClick={onOther}>
          Another file…
        </Button>
        <Button onClick={onBack}>Back</Button>
        <Button variant="filled" type="submit" loading={isRunning} disabled={chosen.length === 0}>
          Import
        </Button>
      </DialogButtons>
    </form>
  )
}
