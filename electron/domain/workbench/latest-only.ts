/**
 * Runs `write` for the newest value only: values that come while one is being written wait, and each newer one takes
 * the place of the waiting one. Every caller hears how the write that covered its value ended.
 */
export function latestOnly<Value>(write: (value: Value) => Promise<void>): (value: Value) => Promise<void> {
  let running: Promise<void> | null = null
  let waiting: { value: Value; done: Promise<void> } | null = null

  function start(value: Value): Promise<void> {
    const done = write(value).finally(() => {
      if (running === done) running = null
    })
    running = done
    return done
  }

  return (value) => {
    // Asked first: between the end of one write and the start of the next, nothing runs and something waits.
    if (waiting !== null) {
      waiting.value = value
      return waiting.done
    }
    if (running === null) return start(value)
    const next = { value, done: Promise.resolve() }
    const afterwards = () => {
      waiting = null
      return start(next.value)
    }
    next.done = running.then(afterwards, afterwards)
    waiting = next
    return next.done
  }
}
