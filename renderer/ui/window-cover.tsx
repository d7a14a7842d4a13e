import { useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { preparePageCover, type PageCover } from './cover-page.ts'
import css from './window-cover.module.css'

interface WindowCoverProps {
  readonly isOn: boolean
  /** Its name for a screen reader. */
  readonly label: string
  readonly children: React.ReactNode
}

/**
 * Covers the whole window: everything else of the page, with its dialogs, menus and toasts, can neither be seen nor
 * reached nor read out, and is just as it was when the cover goes. Mount it with the first parts of the window, off.
 */
export function WindowCover({ isOn, label, children }: WindowCoverProps) {
  const [place] = useState(() => document.createElement('div'))
  const cover = useRef<PageCover | null>(null)
  // A layout effect of the first drawing comes before every listener that other parts set in theirs.
  useLayoutEffect(() => {
    const prepared = preparePageCover(place)
    cover.current = prepared
    return () => {
      cover.current = null
      prepared.remove()
    }
  }, [place])
  useLayoutEffect(() => (isOn ? cover.current?.lay() : undefined), [isOn])
  if (!isOn) return null
  return createPortal(
    <div className={css['cover']} role="dialog" aria-modal="true" aria-label={label} tabIndex={-1}>
      {children}
    </div>,
    place,
  )
}
