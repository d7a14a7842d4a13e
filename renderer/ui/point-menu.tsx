import { lazy, Suspense } from 'react'
import type { PointMenuProps } from './menu-entry.ts'

// Menus bring Mantine's popover with them; the first one pays for it, not the start of the app.
const LazyMenu = lazy(async () => ({ default: (await import('./point-menu-content.tsx')).PointMenuContent }))

/** A menu at a point of the window: a context menu, or one under a button. Mounted is open. */
export function PointMenu(props: PointMenuProps) {
  return (
    <Suspense fallback={null}>
      <LazyMenu {...props} />
    </Suspense>
  )
}
