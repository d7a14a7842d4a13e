const isElement = (node: Node): node is HTMLElement => node instanceof HTMLElement

/** The element with the focus, also inside shadow roots. */
function focusedElement(): HTMLElement | null {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused instanceof HTMLElement && focused !== document.body && focused.isConnected ? focused : null
}

/** Gives the focus back where it was, or where a person can go on from if that is gone. */
function giveFocusBack(kept: HTMLElement | null): void {
  if (kept?.isConnected === true) kept.focus({ preventScroll: true })
  if (focusedElement() === null) document.querySelector('main')?.focus({ preventScroll: true })
}

const keyEvents = ['keydown', 'keypress', 'keyup'] as const
const focusEvents = ['focus', 'focusin', 'blur', 'focusout'] as const
const pointerEvents = ['pointerdown', 'mousedown', 'touchstart', 'mouseup', 'click', 'contextmenu'] as const

export interface PageCover {
  /** Covers the page. Gives back the way to uncover it. */
  readonly lay: () => () => void
  readonly remove: () => void
}

/**
 * Prepares `place` as the one part of the page that is left while the page is covered. To be called before any other
 * listener of the window is there: while it lies, no key reaches those (the palette collects letters, a dialog closes
 * at Escape), and no part learns that it lost the focus, so that nothing is saved, renamed or closed by being covered.
 */
export function preparePageCover(place: HTMLElement): PageCover {
  let isLaid = false
  const isUnder = (target: EventTarget | null) => target instanceof Node && !place.contains(target)
  // Without its listeners a key still does what keys do: it types, moves the focus, presses a button, submits a form.
  const onKey = (event: Event) => {
    if (isLaid) event.stopImmediatePropagation()
  }
  const onFocus = (event: Event) => {
    if (isLaid && isUnder(event.target)) event.stopImmediatePropagation()
  }
  // A press on the cover is no press "outside" of an open menu under it.
  const keepInside = (event: Event) => event.stopPropagation()
  for (const name of keyEvents) window.addEventListener(name, onKey, { capture: true })
  for (const name of focusEvents) window.addEventListener(name, onFocus, { capture: true })
  for (const name of pointerEvents) place.addEventListener(name, keepInside)
  document.body.append(place)

  function lay(): () => void {
    const kept = focusedElement()
    const covered = new Set<HTMLElement>()
    isLaid = true
    const coverUp = (nodes: Iterable<Node>) => {
      for (const node of nodes) {
        if (!isElement(node) || node === place || node.inert || node.parentNode !== document.body) continue
        node.inert = true
        node.dataset['covered'] = ''
        covered.add(node)
      }
    }
    coverUp(document.body.children)
    // A toast that comes now is a child of the body too. Observers run before anything of it is painted.
    const observer = new MutationObserver((changes) => coverUp(changes.flatMap(({ addedNodes }) => [...addedNodes])))
    observer.observe(document.body, { childList: true })
    const first = place.querySelector<HTMLElement>('[data-autofocus]') ?? place.querySelector<HTMLElement>('[role]')
    first?.focus({ preventScroll: true })
    return () => {
      observer.disconnect()
      for (const element of covered) {
        element.inert = false
        delete element.dataset['covered']
      }
      giveFocusBack(kept)
      isLaid = false
    }
  }

  return {
    lay,
    remove() {
      for (const name of keyEvents) window.removeEventListener(name, onKey, { capture: true })
      for (const name of focusEvents) window.removeEventListener(name, onFocus, { capture: true })
      place.remove()
    },
  }
}
