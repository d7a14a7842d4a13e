/**
 * For the `ref` of a field that takes a secret: what was typed goes with the field. React remembers the field that had the
 * focus last, with what stands in it, also when it is gone from the page, until another one gets the focus.
 */
export function wipedWhenGone(field: HTMLInputElement | HTMLTextAreaElement | null): (() => void) | undefined {
  if (field === null) return undefined
  return () => {
    field.value = ''
    // React writes what is typed into the markup too.
    field.defaultValue = ''
  }
}
