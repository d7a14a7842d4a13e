import { LockScreen } from '../features/vault/lock-screen.tsx'
import { useCover } from '../features/vault/use-cover.ts'
import { WindowCover } from '../ui/window-cover.tsx'
import { ErrorBoundary } from './error-boundary.tsx'

/** The lock screen over the whole window. A fault in it shows over the cover, and uncovers nothing. */
export function LockCover({ onGivenUp }: { readonly onGivenUp: () => void }) {
  const { cause, hold, end } = useCover()
  return (
    <WindowCover isOn={cause !== null} label="Claimcheck is locked">
      <ErrorBoundary part="The lock screen">
        {cause !== null && (
          <LockScreen
            cause={cause}
            onGivingUp={hold}
            onGivenUp={() => {
              onGivenUp()
              end()
            }}
          />
        )}
      </ErrorBoundary>
    </WindowCover>
  )
}
