import { lazy, Suspense } from 'react'
import { useCover } from '../features/vault/use-cover.ts'
import { WindowCover } from '../ui/window-cover.tsx'
import { ErrorBoundary } from './error-boundary.tsx'

const LockScreen = lazy(async () => ({ default: (await import('../features/vault/lock-screen.tsx')).LockScreen }))

/** The lock screen over the whole window. A fault in it shows over the cover, and uncovers nothing. */
export function LockCover({ onGivenUp }: { readonly onGivenUp: () => void }) {
  const { cause, hold, end } = useCover()
  return (
    <WindowCover isOn={cause !== null} label="Claimcheck is locked">
      <ErrorBoundary part="The lock screen">
        {/* The cover is there at once, whatever its content takes to come. */}
        <Suspense fallback={null}>
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
        </Suspense>
      </ErrorBoundary>
    </WindowCover>
  )
}
