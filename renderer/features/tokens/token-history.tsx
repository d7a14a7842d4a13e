import { useQuery } from '@tanstack/react-query'
import type { PastToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useNow } from '../../bridge/use-now.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { useRememberedSet } from '../../ui/use-remembered-set.ts'
import { FoldedSection } from './folded-section.tsx'
import { pastChanges } from './past-changes.ts'
import { PastTokenRow } from './past-token-row.tsx'
import css from './token-history.module.css'
import type { TokenOutlets } from './token-outlets.ts'

interface TokenHistoryProps {
  readonly profile: ProfileSummary
  readonly outlets: TokenOutlets
}

const section = 'history'

/** The profile's tokens so far, without the part that makes them tokens; closed until somebody asks. */
export function TokenHistory({ profile, outlets }: TokenHistoryProps) {
  const [open, setOpen] = useRememberedSet('open-inspector-history')
  return (
    <FoldedSection
      title="Earlier tokens"
      hint="to look at and to compare"
      isOpen={open.has(section)}
      onToggle={(next) => setOpen(new Set(next ? [section] : []))}
    >
      <Content profile={profile} outlets={outlets} />
    </FoldedSection>
  )
}

function Content({ profile, outlets }: TokenHistoryProps) {
  const bridge = useBridge()
  const past = toLoadable(
    useQuery({
      queryKey: queryKeys.pastTokens(profile.id),
      queryFn: () => bridge.ask('inspection.past', { profileId: profile.id }),
      // Another Claimcheck adds to it too, and no event tells of that.
      refetchOnMount: 'always',
    }),
  )
  switch (past.state) {
    case 'loading':
      return <LoadingLines label="Loading the earlier tokens" lines={3} />
    case 'failed':
      return <FailureNotice failure={past.failure} on={{ retry: past.retry, 'unlock-vault': outlets.onOpenVault }} />
    case 'ready':
      return past.value.length === 0 ? (
        <p className={css['nothing']}>
          None yet. The last 20 tokens are remembered here without their signature, so that nobody could use them.
        </p>
      ) : (
        <Tokens tokens={past.value} profile={profile} outlets={outlets} />
      )
  }
}

interface TokensProps extends TokenHistoryProps {
  readonly tokens: readonly PastToken[]
}

function Tokens({ tokens, profile, outlets }: TokensProps) {
  const now = useNow()
  const showsAuthority = new Set(tokens.map(({ authority }) => authority)).size > 1
  const isHeld = profile.session.state === 'active'
  return (
    <ol className={css['tokens']} aria-label={`Tokens of ${profile.name}`}>
      {pastChanges(tokens).map((change) => {
        const { entry, which, isCurrent } = change.token
        const current: TokenSubject = { of: 'profile', profileId: profile.id, which }
        const subject: TokenSubject = isCurrent ? current : { of: 'past', profileId: profile.id, entry }
        return (
          <PastTokenRow
            key={entry}
            change={change}
            now={now}
            showsAuthority={showsAuthority}
            onLook={() => outlets.onInspect(subject)}
            onCompare={isCurrent || !isHeld ? null : () => outlets.onCompare(subject, current)}
          />
        )
      })}
    </ol>
  )
}
