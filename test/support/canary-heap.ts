import type { Page } from '@playwright/test'

/** For `launchClaimcheck`: a heap snapshot cuts its strings off after 1024 characters, and a secret may stand later. */
export const wholeStrings = '--js-flags=--heap-snapshot-string-limit=100000000'

/** The strings of a snapshot, as V8 lays it out: an object whose `strings` every node's name points into. */
function stringsOf(snapshot: string): string[] {
  const parsed: unknown = JSON.parse(snapshot)
  const strings: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'strings') : null
  if (!Array.isArray(strings)) throw new TypeError('a heap snapshot without strings')
  return strings.filter((each) => typeof each === 'string')
}

/** Every string on the JavaScript heap of the page, after all garbage is collected. */
export async function stringsOnHeap(window: Page): Promise<string> {
  const session = await window.context().newCDPSession(window)
  try {
    await session.send('HeapProfiler.enable')
    // A finaliser or a weak reference may free more in the next round.
    for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
    const chunks: string[] = []
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk))
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    return stringsOf(chunks.join('')).join('\n')
  } finally {
    await session.detach()
  }
}

/** All that the page holds as a document: its markup, what stands in fields, titles, and the insides of editors. */
export const textOfDocument = (window: Page): Promise<string> =>
  window.evaluate(() => {
    const texts: string[] = [document.title, location.href]
    const roots: (Document | ShadowRoot)[] = [document]
    for (const root of roots) {
      texts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML)
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) roots.push(element.shadowRoot)
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) texts.push(element.value)
      }
    }
    return texts.join('\n')
  })

/** What Chromium would keep for the page by itself. */
export const keptByPage = (window: Page): Promise<string> =>
  window.evaluate(async () =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      await indexedDB.databases(),
      history.state,
      history.length,
    ]),
  )
