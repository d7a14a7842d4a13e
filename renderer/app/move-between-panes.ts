/** Moves the focus to the next or previous pane that is shown, round and round (F6, as in browsers). */
export function moveBetweenPanes(direction: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.clientHeight > 0)
  if (panes.length === 0) return
  const current = panes.findLastIndex((pane) => pane.contains(document.activeElement))
  const start = current === -1 && direction === -1 ? 0 : current
  const pane = panes.at((start + direction) % panes.length)
  const first = pane?.querySelector<HTMLElement>(
    '[data-url-field], [role="tab"][tabindex="0"], [role="treeitem"][tabindex="0"], button:not(:disabled), input, a[href]',
  )
  ;(first ?? pane)?.focus()
}
