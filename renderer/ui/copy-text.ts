/**
 * Copies plain text that the window shows anyway. Through a selection rather than the clipboard API: the page is
 * granted no permissions, and this way needs none. Secrets are never copied here: main does that.
 */
export function copyText(text: string): void {
  const holder = document.createElement('textarea')
  holder.value = text
  holder.setAttribute('aria-hidden', 'true')
  holder.style.position = 'fixed'
  holder.style.opacity = '0'
  const focused = document.activeElement
  document.body.append(holder)
  holder.select()
  document.execCommand('copy')
  holder.remove()
  if (focused instanceof HTMLElement) focused.focus()
}
