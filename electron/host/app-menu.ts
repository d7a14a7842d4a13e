import { app, Menu, type MenuItemConstructorOptions } from 'electron'

const edit: MenuItemConstructorOptions = { role: 'editMenu' }
const window: MenuItemConstructorOptions = { role: 'windowMenu' }
const view: MenuItemConstructorOptions = {
  label: 'View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ],
}

/**
 * macOS needs a menu for copy, paste and quit to work at all; elsewhere the window's own palette and shortcuts serve,
 * and a menu would only take Ctrl+W and the Alt key away from them.
 */
export function setAppMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu', label: app.name }, edit, view, window])
      : null,
  )
}
