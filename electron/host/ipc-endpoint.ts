import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { EventName } from '../contract/names.ts'
import type { Route } from '../ipc/router.ts'
import type { SenderFacts } from '../ipc/trusted-sender.ts'

const factsAbout = (event: IpcMainInvokeEvent): SenderFacts => ({
  frameOrigin: event.senderFrame?.origin ?? null,
  isTopFrame: event.senderFrame !== null && event.senderFrame === event.sender.mainFrame,
  isOurWindow: BrowserWindow.fromWebContents(event.sender) !== null,
})

/** The only `ipcMain.handle` in the program. `route` is asked for with every message, and may still be on its way. */
export function openIpcEndpoint(route: () => Promise<Route>): void {
  ipcMain.handle('claimcheck:call', async (event, channel: unknown, payload: unknown) => {
    const facts = factsAbout(event)
    return (await route())(facts, channel, payload)
  })
}

/** Delivers an event to every window of ours. */
export function deliverToWindows(event: EventName, payload: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(`claimcheck:${event}`, payload)
  }
}
