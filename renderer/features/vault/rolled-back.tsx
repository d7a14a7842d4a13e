import { Button } from '@mantine/core'
import type { VaultStatus } from '@contract/vault'
import { useNow } from '../../bridge/use-now.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { countOf } from '../../text/sizes.ts'
import { formatMoment } from '../../text/times.ts'
import { Notice } from '../../ui/notice.tsx'
import { Facts } from './facts.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

interface RolledBackProps {
  readonly status: Extract<VaultStatus, { state: 'rolled-back' }>
  readonly onAccepted: () => void
}

/** What it means that an old copy stands in the vault's place, and the way to go on with it. */
export function RolledBack({ status: { writtenAt, lastWrittenAt, changesMissing }, onAccepted }: RolledBackProps) {
  const accept = useVaultDeed('vault.acceptRolledBack')
  const now = useNow()
  const facts: readonly (readonly [string, string])[] = [
    ['This file', `written at ${formatMoment(new Date(writtenAt), now)}`],
    ['Last seen here', `written at ${formatMoment(new Date(lastWrittenAt), now)}`],
    ['It lacks', countOf(changesMissing, 'later change')],
  ]
  return (
    <>
      <Facts facts={facts} />
      <Notice tone="warn" title="Its refresh tokens may be spent">
        A server that gives a new refresh token at each refresh takes the old one for stolen, and may end the whole
        sign-in. If you have the newer file, put it back and look again. If this is the backup that you wanted, go on
        with it: what was refused has to sign in again.
      </Notice>
      {accept.failure !== null && <FailureNotice failure={accept.failure} />}
      <div className={css['steps']}>
        <Button
          variant="light"
          loading={accept.isRunning}
          onClick={() => accept.run({}, (status) => status.state === 'open' && onAccepted())}
        >
          Go on with this copy
        </Button>
      </div>
    </>
  )
}
