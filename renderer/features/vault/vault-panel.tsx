import { Modal } from '@mantine/core'
import { useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { useVault } from '../../bridge/use-vault.ts'
import { ChangeProtection } from './change-protection.tsx'
import { ExportVault } from './export-vault.tsx'
import { ForgetEverything } from './forget-everything.tsx'
import { Forgotten } from './forgotten.tsx'
import { ImportVault } from './import-vault.tsx'
import { OpenVault, type VaultPage } from './open-vault.tsx'
import { Page } from './page.tsx'
import { UnreadVault } from './unread-vault.tsx'
import { vaultFace } from './vault-words.ts'
import { VaultTrouble } from './vault-trouble.tsx'
import css from './vault.module.css'

const titles: Readonly<Record<Exclude<VaultPage, 'facts'>, string>> = {
  protection: 'Change the protection',
  export: 'Export the vault',
  import: 'Import an export',
  forget: 'Forget everything?',
  forgotten: 'Forget everything',
}

/** What the vault's strength means, what is in it, and everything that can be done with it. */
export function VaultPanel({ onClose }: { readonly onClose: () => void }) {
  const vault = useVault()
  const [page, setPage] = useState<VaultPage>('facts')
  const [said, setSaid] = useState('')
  if (vault.state === 'loading') return null
  const go = (next: VaultPage, words = '') => {
    setPage(next)
    setSaid(words)
  }
  const shown = vault.state === 'ready' ? shownPage(vault.value, page) : 'facts'
  const title =
    shown !== 'facts' ? titles[shown] : vault.state === 'ready' ? `Vault: ${vaultFace(vault.value).short}` : 'Vault'
  return (
    <Modal opened onClose={onClose} size={560} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      {vault.state === 'failed' ? (
        <Page key="unread">
          <UnreadVault failure={vault.failure} onLook={vault.retry} onClose={onClose} />
        </Page>
      ) : (
        <Page key={pageKey(vault.value, shown)}>
          {shown === 'facts' && !isToldByNotice(vault.value) && (
            <p className={css['meaning']}>{vaultFace(vault.value).meaning}</p>
          )}
          <PanelPage status={vault.value} page={shown} said={said} onPage={go} onClose={onClose} />
        </Page>
      )}
    </Modal>
  )
}

/** What is wrong with the keyring stands there at length: the same in short above it would be read twice. */
const isToldByNotice = (status: VaultStatus): boolean =>
  status.state === 'locked' && status.cause === 'keyring' && status.keyring.trouble !== null

const isOfAnyState = (page: VaultPage): boolean => page === 'forget' || page === 'forgotten'

/**
 * Main tells that the vault is another one before it answers whoever asked for that: the page that forgets everything
 * must outlive it, or nobody hears the answer.
 */
const pageKey = ({ state }: VaultStatus, page: VaultPage): string => (isOfAnyState(page) ? page : `${state} ${page}`)

/** A vault that is closed has two pages beside that of its trouble. */
function shownPage({ state }: VaultStatus, page: VaultPage): VaultPage {
  if (state === 'open' || isOfAnyState(page)) return page
  return 'facts'
}

interface PanelPageProps {
  readonly status: VaultStatus
  readonly page: VaultPage
  readonly said: string
  readonly onPage: (page: VaultPage, said?: string) => void
  readonly onClose: () => void
}

function PanelPage({ status, page, said, onPage, onClose }: PanelPageProps) {
  const back = () => onPage('facts')
  if (page === 'forget') {
    return <ForgetEverything onDone={() => onPage('forgotten')} onCancel={back} />
  }
  if (page === 'forgotten') {
    return <Forgotten needsChoice={status.state === 'choice-needed'} onNext={back} onClose={onClose} />
  }
  if (status.state !== 'open')
    return (
      <VaultTrouble
        status={status}
        // Whoever came to import goes on to that once there is a vault to import into.
        onSolved={() => (page === 'import' ? undefined : onClose())}
        onImport={() => onPage('import')}
        onForget={() => onPage('forget')}
      />
    )
  switch (page) {
    case 'facts':
      return <OpenVault status={status} said={said} onPage={onPage} onClose={onClose} />
    case 'protection':
      return <ChangeProtection status={status} onDone={(words) => onPage('facts', words)} onBack={back} />
    case 'export':
      return <ExportVault status={status} onBack={back} onClose={onClose} />
    case 'import':
      return <ImportVault onBack={back} onClose={onClose} />
  }
}
