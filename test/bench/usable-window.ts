import { setTimeout as pause } from 'node:timers/promises'
import type { DebuggingPipe } from './debugging-pipe.ts'

const giveUpAfterMs = 30_000

/**
 * Waits until the first page shows something that can be used and has painted it. The same question is put to every
 * app that is compared: a page that is loaded, has an enabled button with words on it, and two frames after that.
 */
export async function usableWindow(pipe: DebuggingPipe): Promise<void> {
  const deadlineMs = performance.now() + giveUpAfterMs
  while (performance.now() < deadlineMs) {
    const session = await attachToPage(pipe)
    if (session !== null && (await becomesUsable(pipe, session))) return
    await pause(2)
  }
  throw new Error(`no window was usable after ${giveUpAfterMs} ms`)
}

async function attachToPage(pipe: DebuggingPipe): Promise<string | null> {
  const { targetInfos } = await pipe.send('Target.getTargets')
  if (!Array.isArray(targetInfos)) return null
  const page: unknown = targetInfos.find(
    (info: Readonly<Record<string, unknown>>) =>
      info['type'] === 'page' && !['', 'about:blank'].includes(String(info['url'])),
  )
  if (typeof page !== 'object' || page === null || !('targetId' in page)) return null
  const { sessionId } = await pipe.send('Target.attachToTarget', { targetId: page.targetId, flatten: true })
  return typeof sessionId === 'string' ? sessionId : null
}

const usable = `new Promise((done) => {
  const isThere = () => [...document.querySelectorAll('button:enabled')].some((button) => button.innerText.trim() !== '')
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))
  if (isThere()) return painted()
  const watch = new MutationObserver(() => isThere() && (watch.disconnect(), painted()))
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
})`

async function becomesUsable(pipe: DebuggingPipe, session: string): Promise<boolean> {
  try {
    const { result } = await pipe.send('Runtime.evaluate', { expression: usable, awaitPromise: true }, session)
    return typeof result === 'object' && result !== null && 'value' in result && result.value === true
  } catch (thrown) {
    // The page went from its first document to its own while we asked: ask the new one.
    if (thrown instanceof Error && /context|navigat|target|session/i.test(thrown.message)) return false
    throw thrown
  }
}
