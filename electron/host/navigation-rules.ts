import { app, session, type WebContents } from 'electron'

/** No page of ours goes anywhere, opens anything or embeds anything: the window stays what it is. */
export function holdStill(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Applies to every WebContents that will ever be made, DevTools' own included. */
export function holdEveryWindowStill(): void {
  app.on('web-contents-created', (_event, contents) => holdStill(contents))
}

/**
 * Electron approves permissions unless told otherwise. Both handlers answer at once, since a late answer to a frame
 * that is gone was a use-after-free (CVE-2026-34771).
 */
export function refuseEveryPermission(): void {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  own.setSpellCheckerEnabled(false)
}
