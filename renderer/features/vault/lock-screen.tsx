import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import type { UnlockWay, VaultStatus } from '@contract/vault'
import { useNow } from '../../bridge/use-now.ts'
import { useVault } from '../../bridge/use-vault.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { formatMoment, formatSpan } from '../../text/times.ts'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { keyringTroubleWords } from './keyring-words.ts'
import { lockReasons, type AwayCause } from './lock-words.ts'
import { LockedOut } from './locked-out.tsx'
import css from './lock-screen.module.css'
import { Page } from './page.tsx'
import { UnlockForm } from './unlock-form.tsx'
import { useGivingUp } from './use-giving-up.ts'

interface LockScreenProps {
  readonly cause: AwayCause
  /** The vault is given up: nothing of the work may be there when the cover goes. `false`: thought better of it. */
  readonly onGivingUp: (isGivingUp: boolean) => void
  readonly onGivenUp: () => void
}

const waysIn: Readonly<Record<UnlockWay, string>> = {
  passphrase: 'Enter your passphrase to go on.',
  'touch-id': 'Put your finger on the sensor to go on.',
  keyring: 'It opens at a click: the vault is under the keyring alone, which asks nothing.',
}

/** How to go on; where nothing opens it now, what stands in the way. */
function wayWords({ opensWith, keyring }: Extract<VaultStatus, { state: 'locked' }>): string {
  const [handiest] = opensWith
  if (handiest !== undefined) return waysIn[handiest]
  const { title, advice } = keyringTroubleWords(keyring.trouble ?? 'absent', keyring)
  return `${title}. ${advice}`
}

/** What stands over the window while the vault is locked: why, since when, and what opens it. */
export function LockScreen({ cause, onGivingUp, onGivenUp }: LockScreenProps) {
  const vault = useVault()
  const now = useNow()
  const [since] = useState(() => new Date())
  const giveUp = useGivingUp(onGivingUp, onGivenUp)
  const lockedForMs = Math.max(0, now.getTime() - since.getTime())
  return (
    <div className={css['screen']}>
      <div className={css['card']}>
        <IconLock size={28} stroke={1.5} className={css['icon']} aria-hidden="true" />
        <h1 className={css['title']}>Claimcheck is locked</h1>
        <p className={css['reason']}>
          {lockReasons[cause]} Since {formatMoment(since, now)}
          {lockedForMs >= 60_000 && `, ${formatSpan(lockedForMs)} ago`}.
        </p>
        {vault.state === 'loading' && <LoadingLines label="Asking for the vault" lines={2} />}
        {vault.state === 'failed' && <FailureNotice failure={vault.failure} on={{ retry: vault.retry }} />}
        {vault.state === 'ready' && <WayIn status={vault.value} onGivingUp={giveUp} onGivenUp={onGivenUp} />}
        <p className={css['kept']}>Your work is as you left it. No token is used or refreshed until it opens.</p>
      </div>
    </div>
  )
}

interface WayInProps extends Omit<LockScreenProps, 'cause'> {
  readonly status: VaultStatus
}

function WayIn({ status, onGivingUp, onGivenUp }: WayInProps) {
  const [page, setPage] = useState<'unlock' | 'locked-out'>('unlock')
  const canBeUnlocked = status.state === 'locked' && page === 'unlock'
  if (status.state === 'open') return <LoadingLines label="Opening" lines={2} />
  return (
    <Page key={`${status.state} ${page}`}>
      <div className={css['page']}>
        {canBeUnlocked ? (
          <>
            <p className={css['way']}>{wayWords(status)}</p>
            <UnlockForm status={status} onUnlocked={() => onGivingUp(false)} />
            <div className={css['edge']}>
              <Button variant="subtle" onClick={() => setPage('locked-out')}>
                {status.opensWith.includes('passphrase') ? 'Forgotten the passphrase?' : 'It does not open?'}
              </Button>
            </div>
          </>
        ) : (
          <LockedOut
            status={status}
            onGivingUp={onGivingUp}
            onGivenUp={onGivenUp}
            onBack={() => {
              onGivingUp(false)
              setPage('unlock')
            }}
          />
        )}
      </div>
    </Page>
  )
}
