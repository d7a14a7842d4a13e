/** A place in the window, in CSS pixels from its top left corner. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface MenuEntry {
  readonly label: string
  readonly icon?: React.ReactNode
  /** A shortcut that does the same, as `Mod+N`. */
  readonly keys?: string
  readonly onChoose: () => void
  readonly isDangerous?: boolean
  /** Why it can't be chosen now; shown under its name. */
  readonly unavailable?: string | undefined
  readonly isChecked?: boolean
}

export interface PointMenuProps {
  readonly label: string
  /** Said over the entries: what they are about. */
  readonly heading?: { readonly title: string; readonly detail: string } | undefined
  readonly at: Point
  /** Groups with a line between them; an empty group is left out. */
  readonly groups: readonly (readonly MenuEntry[])[]
  readonly onClose: () => void
}
