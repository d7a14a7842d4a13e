import { lazy, Suspense, useState } from 'react'
import type { ProfileSummary } from '@contract/profiles'
import type { Command } from './command.ts'
import { ProfileDialog, TraceOfProfile } from './profile-dialogs.tsx'
import { useCommands, useRequestCommands } from './use-commands.ts'
import { useEarlyKeys } from './use-early-keys.ts'
import type { FindLoginWish, WindowDialog } from './window-dialog.ts'
import type { WindowDeeds } from './window-deeds.ts'

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }))
const FindLoginDialog = lazy(async () => ({
  default: (await import('../features/find-login/find-login-dialog.tsx')).FindLoginDialog,
}))
const ProfileForm = lazy(async () => ({ default: (await import('../features/profiles/profile-form.tsx')).ProfileForm }))
const TokenServiceDialog = lazy(async () => ({
  default: (await import('../features/token-service/token-service-dialog.tsx')).TokenServiceDialog,
}))
const VaultPanel = lazy(async () => ({ default: (await import('../features/vault/vault-panel.tsx')).VaultPanel }))

interface WindowDialogsProps {
  readonly dialog: WindowDialog | null
  readonly deeds: WindowDeeds
  readonly hasTab: boolean
  readonly onClose: () => void
  readonly onAdopted: (profile: ProfileSummary, url: string, wish: FindLoginWish) => void
}

export function WindowDialogs({ dialog, deeds, hasTab, onClose, onAdopted }: WindowDialogsProps) {
  if (dialog === null) return null
  return (
    <Suspense fallback={null}>
      {dialog.show === 'commands' && <AllCommands deeds={deeds} hasTab={hasTab} onClose={onClose} />}
      {dialog.show === 'requests' && <QuickOpen deeds={deeds} onClose={onClose} />}
      {dialog.show === 'vault' && <VaultPanel onClose={onClose} />}
      {dialog.show === 'profile' && <ProfileDialog id={dialog.id} onClose={onClose} />}
      {dialog.show === 'new-profile' && <ProfileForm profile={null} kind={dialog.kind} onClose={onClose} />}
      {dialog.show === 'trace' && <TraceOfProfile id={dialog.id} onClose={onClose} />}
      {dialog.show === 'token-service' && (
        <TokenServiceDialog profileId={dialog.id} deed={dialog.deed} onClose={onClose} />
      )}
      {dialog.show === 'find-login' && (
        <FindLoginDialog
          url={dialog.url}
          beginsAtOnce={dialog.beginsAtOnce}
          onClose={onClose}
          onAdopted={(profile, url) => {
            onClose()
            onAdopted(profile, url, dialog)
          }}
          onMakeProfile={deeds.makeProfile}
        />
      )}
    </Suspense>
  )
}

interface PaletteProps {
  readonly commands: readonly Command[]
  readonly hint: string
  readonly onClose: () => void
}

/** The palette, which takes what is typed from the moment on in which it was asked for. */
function Palette({ commands, hint, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  useEarlyKeys(setTyped, onClose)
  return (
    <Suspense fallback={null}>
      <CommandPalette commands={commands} hint={hint} typed={typed} onTyped={setTyped} onClose={onClose} />
    </Suspense>
  )
}

type AllCommandsProps = Pick<WindowDialogsProps, 'deeds' | 'hasTab' | 'onClose'>

function AllCommands({ deeds, hasTab, onClose }: AllCommandsProps) {
  return <Palette commands={useCommands(deeds, hasTab)} hint="Search or run a command" onClose={onClose} />
}

function QuickOpen({ deeds, onClose }: Omit<AllCommandsProps, 'hasTab'>) {
  return <Palette commands={useRequestCommands(deeds)} hint="Open a request by its name or folder" onClose={onClose} />
}
