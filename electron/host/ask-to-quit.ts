import { type BrowserWindow, dialog } from 'electron'
import { quitWords } from './quit-question.ts'

const quitButton = 1

/** Asks over the window that was to be closed; to dismiss the question is to stay. */
export async function askToQuit(
  window: BrowserWindow,
  names: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    ...quitWords(names),
    type: 'warning',
    title: 'Claimcheck',
    buttons: ['Stay', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  })
  return response === quitButton
}
