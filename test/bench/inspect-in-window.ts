import { randomUUID } from 'node:crypto'
import type { ElectronApplication, Page } from '@playwright/test'
import { launchClaimcheck } from '../support/launch-app.ts'
import { median } from './statistics.ts'
import { tokenOf4kB } from './token-of-4-kb.ts'

const warmUps = 8
const n = 60
const aftermathMs = 120

/** Milliseconds from the paste of a token to the frame in which all of its claims are on the screen, in the real app. */
export async function inspectInWindow() {
  const { app, window, close } = await launchClaimcheck()
  try {
    await window.getByRole('button', { name: /^Tokens/ }).click()
    await window.getByRole('textbox', { name: /paste/i }).first().waitFor()
    const measured: number[] = []
    for (let round = 0; round < warmUps + n; round += 1) {
      const pasteToShownMs = await pasteOnce(app, window)
      if (round >= warmUps) measured.push(pasteToShownMs)
    }
    return { medianMs: median(measured), slowestMs: Math.max(...measured), n }
  } finally {
    await close()
  }
}

async function pasteOnce(app: ElectronApplication, window: Page): Promise<number> {
  const marker = `person-${randomUUID().slice(0, 8)}`
  const token = await tokenOf4kB(marker)
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), token)
  await window.getByRole('textbox', { name: /paste/i }).first().focus()
  await window.evaluate(watchForShown, marker)
  await window.keyboard.press('ControlOrMeta+v')
  const pasteToShownMs = await window.evaluate(() => {
    const shown: Promise<number> = Reflect.get(globalThis, 'pasteToShownMs')
    return shown
  })
  // What follows from a paste (the check of the signature) is over before the next: people don't paste in one breath.
  await window.waitForTimeout(aftermathMs)
  return pasteToShownMs
}

/**
 * Runs in the page, and is there before the paste. It learns of the claims as soon as they are in the document, and asks
 * for the frame that they are drawn in: asking for every frame would be an animation, with which each frame waits for
 * its tick. A task of the highest priority in that frame comes when it is laid out, painted and handed over.
 */
function watchForShown(marker: string): void {
  const shown = new Promise<number>((resolve, reject) => {
    let pastedMs = Number.NaN
    document.addEventListener('paste', () => (pastedMs = performance.now()), { capture: true, once: true })
    const tooLate = setTimeout(() => reject(new Error(`${marker} was not shown`)), 10_000)
    const watching = new MutationObserver(() => {
      if (document.querySelector('[data-shown-token] dl')?.textContent.includes(marker) !== true) return
      watching.disconnect()
      clearTimeout(tooLate)
      requestAnimationFrame(() => {
        const scheduler: PageScheduler = Reflect.get(globalThis, 'scheduler')
        scheduler
          .postTask(() => resolve(performance.now() - pastedMs), { priority: 'user-blocking' })
          .catch((error: unknown) => reject(error))
      })
    })
    watching.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  Reflect.set(globalThis, 'pasteToShownMs', shown)
}

/** Of the Prioritized Task Scheduling API, which TypeScript does not know. */
interface PageScheduler {
  readonly postTask: (task: () => void, how: { readonly priority: 'user-blocking' }) => Promise<void>
}
