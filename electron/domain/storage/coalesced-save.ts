export interface CoalescedSave {
  /** Resolves when a save that began after this call has ended well; calls that come together share one. */
  readonly request: () => Promise<void>
  /** Resolves when no save is running or waiting, however they ended: their callers were told. */
  readonly settled: () => Promise<void>
}

/** One save at a time; whoever asks while one is running shares the next. */
export function createCoalescedSave(save: () => Promise<void>): CoalescedSave {
  let waiting: Promise<void> | null = null
  let lastEnded: Promise<void> = Promise.resolve()

  function request(): Promise<void> {
    if (waiting !== null) return waiting
    const mine = lastEnded.then(() => {
      waiting = null
      return save()
    })
    waiting = mine
    lastEnded = mine.then(
      () => undefined,
      () => undefined,
    )
    return mine
  }

  return {
    request,
    async settled() {
      for (let seen: Promise<void> | null = null; seen !== lastEnded;) {
        seen = lastEnded
        await seen
      }
    },
  }
}
