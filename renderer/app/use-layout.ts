import { useState } from 'react'
import type { Settings } from '@contract/settings'
import { useSaveSettings, useSettings } from '../bridge/use-settings.ts'

export type Layout = Settings['layout']

/** Until the settings are there; the same as the contract's own first ones. */
const startingLayout: Layout = { sidebarWidth: 268, inspectorWidth: 356, inspectorOpen: true, responseShare: 0.6 }

export interface LayoutDeeds {
  readonly layout: Layout
  /** While a bar is dragged: shown, not saved. */
  readonly change: (part: Partial<Layout>) => void
  readonly settle: (part: Partial<Layout>) => void
}

/** Widths and heights of the panes, remembered between runs. */
export function useLayout(): LayoutDeeds {
  const settings = useSettings()
  const save = useSaveSettings()
  const [moved, setMoved] = useState<Partial<Layout>>({})
  const saved = settings.state === 'ready' ? settings.value.layout : startingLayout
  const layout = { ...saved, ...moved }
  return {
    layout,
    change: (part) => setMoved((before) => ({ ...before, ...part })),
    settle: (part) => {
      const next = { ...layout, ...part }
      setMoved(next)
      const whole = {
        ...next,
        sidebarWidth: Math.round(next.sidebarWidth),
        inspectorWidth: Math.round(next.inspectorWidth),
      }
      save.mutate({ layout: whole })
    },
  }
}
