import type { PowerMonitor } from 'electron'
import type { MachineWatch } from '../domain/vault/auto-lock.ts'

export type PowerMonitorCalls = Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'>

/** Whether somebody is at the machine, as Electron's powerMonitor tells. */
export const createMachineWatch = (monitor: PowerMonitorCalls): MachineWatch => ({
  idleSeconds: () => monitor.getSystemIdleTime(),
  // The threshold is for 'idle' only, which is told in seconds above; 'locked' comes whatever it is.
  isScreenLocked: () => monitor.getSystemIdleState(longIdleSeconds) === 'locked',
})

const longIdleSeconds = 86_400
