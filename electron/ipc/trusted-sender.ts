/** What the host knows about whoever sent a message; plain data, so the rule below needs no Electron to test. */
export interface SenderFacts {
  /** The frame's origin as Chromium computed it; null for a frame that is gone. */
  readonly frameOrigin: string | null
  readonly isTopFrame: boolean
  readonly isOurWindow: boolean
}

/**
 * Fails closed: a sender we cannot place is a sender we refuse.
 * The origin is compared and not the address, since an about:blank child carries its parent's address rights.
 */
export function isTrustedSender(sender: SenderFacts, appOrigin: string): boolean {
  return sender.isOurWindow && sender.isTopFrame && sender.frameOrigin === appOrigin
}
