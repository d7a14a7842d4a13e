import type { Page } from '@playwright/test'
import { launchClaimcheck } from '../support/launch-app.ts'
import type { JsonServer } from './json-server.ts'
import { median } from './statistics.ts'

const warmUps = 5
const n = 40

/** Milliseconds from the click on Send to the frame in which the answer's body is on the screen, in the real app. */
export async function sendInWindow(server: JsonServer) {
  const { window, close } = await launchClaimcheck()
  try {
    await window
      .getByRole('button', { name: /^New request/ })
      .first()
      .click()
    await window.getByRole('textbox', { name: 'Address' }).fill(server.url)
    await window.getByRole('button', { name: /^Send (?:as|inherits) / }).click()
    await window.getByRole('menuitem', { name: /no one|nobody/i }).click()
    const measured: number[] = []
    for (let round = 0; round < warmUps + n; round += 1) {
      const clickToShownMs = await sendOnce(window, server.nextMarker())
      if (round >= warmUps) measured.push(clickToShownMs)
    }
    return { clickToShownMs: median(measured), n }
  } finally {
    await close()
  }
}

async function sendOnce(window: Page, marker: string): Promise<number> {
  const shown = window.evaluate(millisecondsUntilShown, marker)
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  return shown
}

/**
 * Runs in the page. Looks once per frame, before the frame is made, also into shadow roots, where the editor lives;
 * the message after it is delivered when the frame's style, layout and paint are done.
 */
function millisecondsUntilShown(marker: string): Promise<number> {
  const holdsMarker = (root: Document | ShadowRoot): boolean =>
    [...root.children].some(({ textContent }) => textContent.includes(marker)) ||
    [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && holdsMarker(shadowRoot))
  return new Promise((resolve, reject) => {
    let clickedMs = Number.NaN
    document.addEventListener('click', ({ timeStamp }) => (clickedMs = timeStamp), { capture: true, once: true })
    const giveUpAtMs = performance.now() + 10_000
    const look = () => {
      if (performance.now() > giveUpAtMs) reject(new Error(`${marker} was not shown`))
      else if (!holdsMarker(document)) requestAnimationFrame(look)
      else {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(performance.now() - clickedMs))
        port1.start()
        port2.postMessage(null)
      }
    }
    look()
  })
}
