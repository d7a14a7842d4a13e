/** A window that nobody sees draws no frames, and does not wait for one longer than this. */
const longestWaitMs = 100

/** Fulfilled when what is drawn now stands on the screen: for work that is not to keep it from there. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    const unseen = window.setTimeout(resolve, longestWaitMs)
    requestAnimationFrame(() => {
      window.clearTimeout(unseen)
      // The frame is painted when its callbacks are through; a task comes after that.
      window.setTimeout(resolve)
    })
  })
