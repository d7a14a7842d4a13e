/** Asks whoever sits at the machine to show that it is them (Touch ID). The host fills it; most machines have none. */
export interface Presence {
  readonly isOffered: () => boolean
  /** False: they declined, or could not. Never throws. */
  readonly ask: () => Promise<boolean>
}
