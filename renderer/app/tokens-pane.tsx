import { lazy, Suspense } from 'react'
import type { DeskStore } from '../features/tokens/desk/desk-store.ts'
import { useWorkbench } from '../features/requests/tabs/workbench-store.tsx'
import { LoadingLines } from '../ui/loading-lines.tsx'
import type { WindowDeeds } from './window-deeds.ts'

const TokenDesk = lazy(async () => ({ default: (await import('../features/tokens/desk/token-desk.tsx')).TokenDesk }))

interface TokensPaneProps {
  readonly desk: DeskStore
  readonly deeds: WindowDeeds
}

/** The token desk, with what it needs of the rest of the window. */
export function TokensPane({ desk, deeds }: TokensPaneProps) {
  const requestInFront = useWorkbench(({ tabs }) => tabs.tabs.find(({ id }) => id === tabs.activeTab)?.title ?? null)
  return (
    <Suspense fallback={<LoadingLines label="Loading the token desk" lines={5} />}>
      <TokenDesk
        desk={desk}
        requestInFront={requestInFront}
        onSendWith={deeds.sendWithToken}
        onSignIn={deeds.signIn}
        onService={deeds.askServer}
        onTrace={deeds.showTrace}
        onEdit={deeds.editProfile}
        onOpenVault={deeds.openVault}
      />
    </Suspense>
  )
}
