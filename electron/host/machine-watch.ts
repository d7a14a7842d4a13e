import type { PowerMonitor } from 'electron'
import type { MachineWatch } from '../domain/vault/auto-lock.ts'

export type PowerMonitorCalls = Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'>

/**
 * Whether somebody is at the machine, as Electron's powerMonitor tells. Under X11 a screen that only went dark counts as
 * locked: nobody can be told apart from somebody who locked it, and both are away.
 */
export const createMachineWatch = (monitor: PowerMonitorCalls): MachineWatch => ({
  idleSeconds: () => monitor.getSystemIdleTime(),
  // The threshold is for 'idle' only, which is told in seconds above; 'locked' comes whatever it is.
  isScreenLocked: () => monitor.getSystemIdleState(longIdleSeconds) === 'locked',
})

const longIdleSeconds = 86_400
