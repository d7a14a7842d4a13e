import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createQuitQuestion, quitWords } from '../../../electron/host/quit-question.ts'

interface Situation {
  readonly unsaved?: string[]
  /** Whether the one more try to save helps. */
  readonly isThereRoom?: boolean
  /** What the person answers; left out for somebody who never does. */
  readonly answer?: boolean | Error
}

function aQuestion({ unsaved = ['alice'], isThereRoom = false, answer }: Situation = {}) {
  const [asked, bugs]: [(readonly string[])[], unknown[]] = [[], []]
  let quits = 0
  const question = createQuitQuestion({
    unsaved: () => unsaved,
    saveAgain: async () => void (isThereRoom && unsaved.splice(0)),
    async ask(names, signal) {
      asked.push([...names])
      if (answer instanceof Error) throw answer
      if (answer !== undefined) return answer
      return new Promise<boolean>((resolve) => signal.addEventListener('abort', () => resolve(false)))
    },
    quit: () => void (quits += 1),
    reportBug: (thrown) => bugs.push(thrown),
  })
  return { question, asked, bugs, quits: () => quits }
}

describe('a window that is closed', () => {
  test('closes at once where all is saved', async () => {
    const { question, asked } = aQuestion({ unsaved: [] })
    expect(question.holdsWindow()).toBe(false)
    await setImmediate()
    expect(asked).toEqual([])
  })

  test('closes without a question where one more try saves it', async () => {
    const { question, asked, quits } = aQuestion({ isThereRoom: true })
    expect(question.holdsWindow()).toBe(true)
    await setImmediate()
    expect([asked, quits()]).toEqual([[], 1])
    expect(question.holdsWindow()).toBe(false)
  })

  test('stays, with all that runs, for whoever stays, who is asked again the next time', async () => {
    const { question, asked, quits } = aQuestion({ answer: false })
    for (const times of [1, 2]) {
      expect(question.holdsWindow()).toBe(true)
      await setImmediate()
      expect([asked.length, quits()]).toEqual([times, 0])
    }
    expect(asked).toEqual([['alice'], ['alice']])
  })

  test('closes for whoever quits and loses it', async () => {
    const { question, quits } = aQuestion({ answer: true })
    expect(question.holdsWindow()).toBe(true)
    await setImmediate()
    expect(quits()).toBe(1)
    expect(question.holdsWindow()).toBe(false)
  })

  test('asks once, however often it is closed meanwhile', async () => {
    const { question, asked } = aQuestion()
    expect([question.holdsWindow(), question.holdsWindow()]).toEqual([true, true])
    await setImmediate()
    expect(question.holdsWindow()).toBe(true)
    expect(asked).toHaveLength(1)
  })

  test('is not held by a question that can’t be asked', async () => {
    const broken = new Error('no display')
    const { question, bugs, quits } = aQuestion({ answer: broken })
    expect(question.holdsWindow()).toBe(true)
    await setImmediate()
    expect([bugs, quits()]).toEqual([[broken], 1])
  })
})

describe('a system that shuts down', () => {
  test('is not held up by a question, nor by one that is open', async () => {
    const { question, asked, quits } = aQuestion()
    question.holdsWindow()
    await setImmediate()
    question.leaveNow()
    await setImmediate()
    expect([asked.length, quits(), question.holdsWindow()]).toEqual([1, 1, false])
    const other = aQuestion()
    other.question.leaveNow()
    other.question.leaveNow()
    expect([other.question.holdsWindow(), other.quits(), other.asked]).toEqual([false, 1, []])
  })
})

test('the question names who would be lost, however long the name', () => {
  expect(quitWords(['alice']).message).toBe('alice’s sign-in is not saved. Quit and lose it?')
  expect(quitWords(['alice', 'bob', 'eve']).message).toBe(
    'The sign-ins of alice and 2 more are not saved. Quit and lose them?',
  )
  expect(quitWords(['a'.repeat(500)]).message.length).toBeLessThan(90)
})
