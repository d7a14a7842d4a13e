import { randomUUID } from 'node:crypto'
import type { ElectronApplication, Page } from '@playwright/test'
import { launchClaimcheck } from '../support/launch-app.ts'
import { median } from './statistics.ts'
import { tokenOf4kB } from './token-of-4-kb.ts'

const warmUps = 8
const n = 60

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
  const shown = window.evaluate(millisecondsUntilShown, marker)
  await window.keyboard.press('ControlOrMeta+v')
  return shown
}

/** Runs in the page. Looks once per frame; the message after it is delivered when the frame is laid out and painted. */
function millisecondsUntilShown(marker: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let pastedMs = Number.NaN
    document.addEventListener('paste', () => (pastedMs = performance.now()), { capture: true, once: true })
    const giveUpAtMs = performance.now() + 10_000
    const look = () => {
      const claims = document.querySelector('[data-shown-token] dl')
      if (performance.now() > giveUpAtMs) reject(new Error(`${marker} was not shown`))
      else if (claims?.textContent.includes(marker) !== true) requestAnimationFrame(look)
      else {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(performance.now() - pastedMs))
        port1.start()
        port2.postMessage(null)
      }
    }
    look()
  })
}
