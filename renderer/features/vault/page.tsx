import { useEffect, useRef } from 'react'

/** One page of several in the same place; mount it with a key. What led to it is gone: the focus goes on to its first field. */
export function Page({ children }: { readonly children: React.ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current?.contains(document.activeElement) === true) return
    const wished = place.current?.querySelector<HTMLElement>('[data-autofocus]')
    const first = place.current?.querySelector<HTMLElement>('input:checked, input, button')
    ;(wished ?? first)?.focus()
  }, [])
  return <div ref={place}>{children}</div>
}
