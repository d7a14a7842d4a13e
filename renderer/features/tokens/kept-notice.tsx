import type { Session } from '@contract/tokens'
import { useVault } from '../../bridge/use-vault.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './inspector.module.css'

/** Tokens that are not on the disk: by the person's own choice, or because the vault could not write them. */
export function KeptNotice({ session }: { readonly session: Extract<Session, { state: 'active' }> }) {
  const vault = useVault()
  if (session.kept === 'on-disk' || vault.state !== 'ready') return null
  const isChosen = vault.value.state === 'open' && vault.value.strength === 'memory-only'
  return (
    <div className={css['block']}>
      {isChosen ? (
        <p className={css['memoryOnly']}>In memory only: it is gone when Claimcheck quits, as you chose.</p>
      ) : (
        <Notice tone="bad" title="These tokens are not saved yet">
          The vault could not write them. They work, but are gone when Claimcheck quits; the refresh token before them
          may be spent by then. Saving is tried again by itself: make room on the disk, and leave Claimcheck open until
          this goes away.
        </Notice>
      )}
    </div>
  )
}
