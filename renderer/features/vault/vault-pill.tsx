import { IconLock, IconShieldCheck, IconShieldExclamation, IconShieldOff } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Failure } from '@contract/failures'
import { useVault } from '../../bridge/use-vault.ts'
import { failureText } from '../../text/failure-text.ts'
import { PillButton } from '../../ui/pill-button.tsx'
import { vaultFace, type VaultFace } from './vault-words.ts'

const VaultPanel = lazy(async () => ({ default: (await import('./vault-panel.tsx')).VaultPanel }))

const icons = {
  locked: IconLock,
  shield: IconShieldCheck,
  unprotected: IconShieldOff,
  broken: IconShieldExclamation,
} as const

function unreadFace(failure: Failure): VaultFace {
  const { title, advice } = failureText(failure)
  return { icon: 'broken', short: 'could not be read', tone: 'bad', meaning: `${title}. ${advice}` }
}

/** How well secrets are kept: always in the top bar, in words. */
export function VaultPill() {
  const vault = useVault()
  const [isOpen, setOpen] = useState(false)
  if (vault.state === 'loading') {
    return (
      <PillButton disabled icon={<IconLock size={14} />}>
        Vault: …
      </PillButton>
    )
  }
  const face = vault.state === 'failed' ? unreadFace(vault.failure) : vaultFace(vault.value)
  const Icon = icons[face.icon]
  return (
    <>
      <PillButton
        icon={<Icon size={14} aria-hidden="true" />}
        tone={face.tone}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={face.meaning}
        onClick={() => setOpen(true)}
      >
        Vault: {face.short}
      </PillButton>
      {isOpen && (
        <Suspense fallback={null}>
          <VaultPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
