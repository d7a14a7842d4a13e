import { contextBridge, ipcRenderer } from 'electron'
import { buildBridge } from './build-bridge.ts'

const bridge = buildBridge({
  call: (channel, request) => ipcRenderer.invoke('claimcheck:call', channel, request),
  on: (event, listener) => {
    // Electron's event object stays here: it would hand the page a way back to `ipcRenderer`.
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload)
    ipcRenderer.on(`claimcheck:${event}`, forward)
    return () => void ipcRenderer.off(`claimcheck:${event}`, forward)
  },
})

contextBridge.exposeInMainWorld('claimcheck', bridge)
