import type { SystemPreferences } from 'electron'
import type { Presence } from '../domain/vault/presence.ts'

/** The part that exists on macOS only. */
export type TouchIdCalls = Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>

/** Touch ID, where the machine has it and a finger is enrolled. Nothing is offered on other systems. */
export const createTouchId = (calls: TouchIdCalls, platform: string): Presence => ({
  isOffered: () => platform === 'darwin' && calls.canPromptTouchID(),
  async ask() {
    try {
      await calls.promptTouchID('open the vault')
      return true
    } catch {
      // Cancelled, another finger, or locked out: all the same to the vault, which stays closed.
      return false
    }
  },
})
