import type { Bridge } from '@contract/bridge'

declare global {
  interface Window {
    /** Put there by the preload; missing when the page is opened anywhere else. */
    readonly claimcheck?: Bridge
  }
}

/** The bridge that the preload made. */
export function windowBridge(): Bridge {
  if (window.claimcheck === undefined) throw new Error('This page works only inside Claimcheck')
  return window.claimcheck
}
