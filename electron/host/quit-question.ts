export interface QuitQuestionParts {
  /** The names of those whose sign-in would be lost now. Cheap: called each time that the window is about to close. */
  readonly unsaved: () => readonly string[]
  /** One more try before anybody is bothered. */
  readonly saveAgain: () => Promise<void>
  /** Resolves true for "quit and lose it", and false when the signal ends the question. */
  readonly ask: (names: readonly string[], signal: AbortSignal) => Promise<boolean>
  /** Closes the window and ends the program in order. */
  readonly quit: () => void
  readonly reportBug: (thrown: unknown) => void
}

export interface QuitQuestion {
  /** For the window's 'close': whether it has to stay open. Then the person is asked, and the answer closes it or not. */
  readonly holdsWindow: () => boolean
  /** Quits without a question, and ends one that is open: nobody is there to answer while the system shuts down. */
  readonly leaveNow: () => void
}

/** Asks before a quit would lose sign-ins that could not be saved. Where all is saved, nothing is in the way. */
export function createQuitQuestion({ unsaved, saveAgain, ask, quit, reportBug }: QuitQuestionParts): QuitQuestion {
  const ending = new AbortController()
  let isAsking = false

  function leaveNow(): void {
    if (ending.signal.aborted) return
    ending.abort()
    quit()
  }

  async function mayLeave(): Promise<boolean> {
    await saveAgain().catch(reportBug)
    const names = unsaved()
    return names.length === 0 || ask(names, ending.signal)
  }

  async function askOnce(): Promise<void> {
    try {
      if (await mayLeave()) leaveNow()
    } catch (thrown) {
      // Whoever can't be asked must not be kept in a program that can't be left.
      reportBug(thrown)
      leaveNow()
    } finally {
      isAsking = false
    }
  }

  return {
    holdsWindow() {
      if (ending.signal.aborted) return false
      if (isAsking) return true
      if (unsaved().length === 0) return false
      isAsking = true
      void askOnce()
      return true
    },
    leaveNow,
  }
}

const longestName = 40
const shortName = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name)

/** What the question says. */
export function quitWords(names: readonly string[]): { readonly message: string; readonly detail: string } {
  const [first = '', ...others] = names
  const [whose, what] =
    others.length === 0
      ? [`${shortName(first)}’s sign-in is not saved.`, 'it']
      : [`The sign-ins of ${shortName(first)} and ${others.length} more are not saved.`, 'them']
  return {
    message: `${whose} Quit and lose ${what}?`,
    detail: `The disk is full or can’t be written to, or the vault is locked. Stay and put that right, and Claimcheck saves ${what} by itself.`,
  }
}
