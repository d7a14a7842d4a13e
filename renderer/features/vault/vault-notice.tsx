import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { useVault } from '../../bridge/use-vault.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Tone } from '../../ui/tone.ts'
import css from './vault.module.css'
import { recoveredWords, vaultFace } from './vault-words.ts'

const VaultPanel = lazy(async () => ({ default: (await import('./vault-panel.tsx')).VaultPanel }))

type Trouble = Exclude<VaultStatus, { state: 'open' }>

const words: Readonly<Record<Trouble['state'], { title: string; button: string; tone: Tone }>> = {
  'choice-needed': { title: 'Choose how tokens are kept', button: 'Choose…', tone: 'warn' },
  locked: { title: 'The vault is locked', button: 'Unlock…', tone: 'warn' },
  'rolled-back': { title: 'The vault is an old copy', button: 'What to do…', tone: 'bad' },
  damaged: { title: 'The vault could not be opened', button: 'What to do…', tone: 'bad' },
  newer: { title: 'The vault is of a newer version', button: 'What to do…', tone: 'bad' },
}

/** Stands over the window's content while the vault wants something of the person. Takes no room otherwise. */
export function VaultNotice() {
  const vault = useVault()
  const [isOpen, setOpen] = useState(false)
  const [isRecoveryRead, setRecoveryRead] = useState(false)
  const status = vault.state === 'ready' && vault.value.state !== 'open' ? vault.value : null
  return (
    <>
      {status !== null && <Banner status={status} onOpen={() => setOpen(true)} />}
      {vault.state === 'ready' && vault.value.state === 'open' && vault.value.recovered && !isRecoveryRead && (
        <RecoveredBanner onRead={() => setRecoveryRead(true)} />
      )}
      {/* Not within the banner: what is done in the panel may go on after the vault is open. */}
      {isOpen && (
        <Suspense fallback={null}>
          <VaultPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function Banner({ status, onOpen }: { readonly status: Trouble; readonly onOpen: () => void }) {
  const { title, button, tone } = words[status.state]
  return (
    <div className={css['banner']}>
      <Notice
        tone={tone}
        role="alert"
        title={title}
        actions={
          // On the red ground of the light theme the accent has not contrast enough (WCAG 2.2 §1.4.3).
          <Button variant={tone === 'bad' ? 'default' : 'light'} onClick={onOpen}>
            {button}
          </Button>
        }
      >
        {vaultFace(status).meaning}
      </Notice>
    </div>
  )
}

/** Stays until it was read: what is missing is found out later, and then nobody knows why. */
function RecoveredBanner({ onRead }: { readonly onRead: () => void }) {
  return (
    <div className={css['banner']}>
      <Notice
        tone="warn"
        role="status"
        title={recoveredWords.title}
        actions={<Button onClick={onRead}>I have read it</Button>}
      >
        {recoveredWords.advice}
      </Notice>
    </div>
  )
}
