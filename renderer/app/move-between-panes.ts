const canTakeFocus =
  '[role="tab"][tabindex="0"], [role="treeitem"][tabindex="0"], button:not(:disabled), input, textarea, a[href]'

/** Moves the focus to the next or previous pane that is shown, round and round (F6, as in browsers). */
export function moveBetweenPanes(direction: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.clientHeight > 0)
  if (panes.length === 0) return
  const current = panes.findLastIndex((pane) => pane.contains(document.activeElement))
  const start = current === -1 && direction === -1 ? 0 : current
  const pane = panes.at((start + direction) % panes.length)
  if (pane === undefined) return
  const own = [...pane.querySelectorAll<HTMLElement>(canTakeFocus)].filter(
    (part) => part.closest('[data-pane]') === pane,
  )
  // Whoever comes to a request comes for its address, though the method stands before it.
  const first = own.find((part) => part.matches('[data-url-field]')) ?? own[0]
  ;(first ?? pane).focus()
}
