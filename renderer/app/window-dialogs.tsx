import { lazy, Suspense } from 'react'
import type { ProfileId } from '@contract/ids'
import { useProfiles } from '../bridge/use-profiles.ts'
import { useCommands, useRequestCommands } from './use-commands.ts'
import type { WindowDeeds } from './window-deeds.ts'

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }))
const ProfileForm = lazy(async () => ({ default: (await import('../features/profiles/profile-form.tsx')).ProfileForm }))
const VaultPanel = lazy(async () => ({ default: (await import('../features/vault/vault-panel.tsx')).VaultPanel }))

/** The dialog that is open, of those that any part of the window may open. */
export type WindowDialog =
  | { readonly show: 'commands' }
  | { readonly show: 'requests' }
  | { readonly show: 'vault' }
  | { readonly show: 'profile'; readonly id: ProfileId }

interface WindowDialogsProps {
  readonly dialog: WindowDialog | null
  readonly deeds: WindowDeeds
  readonly hasTab: boolean
  readonly onClose: () => void
}

export function WindowDialogs({ dialog, deeds, hasTab, onClose }: WindowDialogsProps) {
  if (dialog === null) return null
  return (
    <Suspense fallback={null}>
      {dialog.show === 'commands' && <AllCommands deeds={deeds} hasTab={hasTab} onClose={onClose} />}
      {dialog.show === 'requests' && <QuickOpen deeds={deeds} onClose={onClose} />}
      {dialog.show === 'vault' && <VaultPanel onClose={onClose} />}
      {dialog.show === 'profile' && <ProfileDialog id={dialog.id} onClose={onClose} />}
    </Suspense>
  )
}

function AllCommands({ deeds, hasTab, onClose }: Omit<WindowDialogsProps, 'dialog'>) {
  return <CommandPalette commands={useCommands(deeds, hasTab)} hint="Search or run a command" onClose={onClose} />
}

function QuickOpen({ deeds, onClose }: Omit<WindowDialogsProps, 'dialog' | 'hasTab'>) {
  return (
    <CommandPalette
      commands={useRequestCommands(deeds)}
      hint="Open a request by its name or folder"
      onClose={onClose}
    />
  )
}

function ProfileDialog({ id, onClose }: { readonly id: ProfileId; readonly onClose: () => void }) {
  const profiles = useProfiles()
  const profile = profiles.state === 'ready' ? profiles.value.find((each) => each.id === id) : undefined
  return profile === undefined ? null : <ProfileForm profile={profile} onClose={onClose} />
}
