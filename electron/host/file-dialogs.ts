import { BrowserWindow, dialog } from 'electron'

const parent = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]

/** The folder that a person picked, or null. */
export async function askForFolder(title: string): Promise<string | null> {
  const window = parent()
  if (window === undefined) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** The file that a person picked to be read, or null. */
export async function askForFile(title: string): Promise<string | null> {
  const window = parent()
  if (window === undefined) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, properties: ['openFile'] })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Where a person wants a file to be written, or null. */
export async function askWhereToSave(title: string, suggestedName: string): Promise<string | null> {
  const window = parent()
  if (window === undefined) return null
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath: suggestedName })
  return canceled || filePath === '' ? null : filePath
}
