import { app, BrowserWindow } from 'electron'

/**
 * One program for one folder of data: two would refresh the same token twice. The second one's arguments are ignored;
 * it only brings the first to the front. Returns false in the second one, which then has to quit.
 */
export function isFirstInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  return true
}
