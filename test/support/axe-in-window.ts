import type { CDPSession, Page } from '@playwright/test'
import axe from 'axe-core'

// Colours are measured once nothing fades any more; what turns for ever is not waited for, and neither is what stands
// behind a cover: Chromium holds its animations still, and they would never end.
const longestFadeMs = 3000
const endOfFades = `Promise.race([
  new Promise((resolve) => setTimeout(resolve, ${longestFadeMs})),
  Promise.all(document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished.catch(() => null)))
])`

/** What axe objects to in the window as it is now: rule, element and reason, one text each. No rule is off. */
export async function objectionsOfAxe(window: Page): Promise<readonly string[]> {
  const session = await window.context().newCDPSession(window)
  try {
    await evaluate(session, `${axe.source}; undefined`)
    await evaluate(session, endOfFades)
    const found = await evaluate(
      session,
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        JSON.stringify(violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => id + ' at ' + target.join(' ') + ': ' + failureSummary))))`,
    )
    return JSON.parse(String(found))
  } finally {
    await session.detach()
  }
}

/** As the developer tools do it: the page's own policy forbids every script that is not one of its files. */
async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value
}
