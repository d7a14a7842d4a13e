/** The work's value, or 'aborted' as soon as the signal fires; the work itself goes on for whoever else waits for it. */
export async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | 'aborted'> {
  if (signal.aborted) {
    // Nobody is left to hear how it ends.
    work.catch(() => undefined)
    return 'aborted'
  }
  return new Promise((resolve, reject) => {
    const stop = () => resolve('aborted')
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
