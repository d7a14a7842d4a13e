import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ResponseOf } from '@contract/channels'
import type { ProfileId } from '@contract/ids'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable } from '../../bridge/loadable.ts'
import { useNow } from '../../bridge/use-now.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { ToldClaimsView } from '../../text/told-claims.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import css from './token-service.module.css'

type Which = 'access' | 'refresh'
type Told = ResponseOf<'tokenService.userinfo'> & { readonly active?: boolean }

interface ToldByServerProps {
  readonly profileId: ProfileId
  readonly deed: 'userinfo' | 'introspect'
}

const tokens: { value: Which; label: string }[] = [
  { value: 'access', label: 'Access token' },
  { value: 'refresh', label: 'Refresh token' },
]

/** Asks the server, each time it is opened, and shows what it said claim by claim. */
export function ToldByServer({ profileId, deed }: ToldByServerProps) {
  const bridge = useBridge()
  const now = useNow()
  const [which, setWhich] = useState<Which>('access')
  const query = useQuery<Told>({
    queryKey: ['told-by-server', deed, profileId, which],
    queryFn: () =>
      deed === 'userinfo'
        ? bridge.ask('tokenService.userinfo', { profileId })
        : bridge.ask('tokenService.introspect', { profileId, which }),
    // What a server says now may be another thing in a minute.
    staleTime: 0,
    gcTime: 0,
  })
  const told = toLoadable(query)
  return (
    <>
      {deed === 'introspect' && (
        <SegmentedControl
          className={css['which'] ?? ''}
          size="xs"
          fullWidth
          aria-label="Which token"
          data={tokens}
          value={which}
          onChange={setWhich}
        />
      )}
      {told.state === 'loading' && <LoadingLines label="Asking the server" lines={5} />}
      {told.state === 'failed' && <FailureNotice failure={told.failure} on={{ retry: told.retry }} />}
      {told.state === 'ready' && (
        <>
          <ToldClaimsView told={told.value} now={now} />
          <div className={css['again']}>
            <Button loading={query.isFetching} onClick={() => void query.refetch()}>
              Ask again
            </Button>
          </div>
        </>
      )}
    </>
  )
}
