import { describe, expect, test } from 'vitest'
import {
  afterReplacing,
  afterTyping,
  historyOf,
  redone,
  undone,
  type TextHistory,
} from '../../../../../renderer/features/requests/builder/text-history.ts'

/** Types letter by letter at the end. */
const typed = (history: TextHistory, letters: string): TextHistory =>
  letters.split('').reduce((before, letter) => {
    const text = before.now.text + letter
    return afterTyping(before, { text, caret: text.length })
  }, history)
const erased = (history: TextHistory, times: number): TextHistory =>
  Array.from({ length: times }).reduce<TextHistory>((before) => {
    const text = before.now.text.slice(0, -1)
    return afterTyping(before, { text, caret: text.length })
  }, history)
const undoneAll = (history: TextHistory): string[] => {
  const texts: string[] = []
  for (let at = history; at.past.length > 0; at = undone(at)) texts.push(undone(at).now.text)
  return texts
}

describe('undo in the address', () => {
  test('goes back a word at a time, with the mark that ended it', () => {
    expect(undoneAll(typed(historyOf(''), '{{baseUrl}}/orders/12'))).toEqual([
      '{{baseUrl}}/orders/',
      '{{baseUrl}}/',
      '{{baseUrl}}',
      '{{baseUrl}',
      '{{',
      '{',
      '',
    ])
  })

  test('takes deletions in a row as one step', () => {
    const history = erased(typed(historyOf(''), 'orders'), 3)
    expect(history.now.text).toBe('ord')
    expect(undoneAll(history)).toEqual(['orders', ''])
  })

  test('takes a paste as one step, and letters after it as another', () => {
    const pasted = afterTyping(historyOf('a'), { text: 'a-https://x', caret: 11 })
    expect(undoneAll(typed(pasted, 'yz'))).toEqual(['a-https://x', 'a'])
  })

  test('brings back what was undone, with the caret where it was', () => {
    const history = typed(historyOf(''), 'a/b')
    const back = undone(undone(history))
    expect(back.now).toEqual({ text: '', caret: 0 })
    expect(redone(redone(back)).now).toEqual({ text: 'a/b', caret: 3 })
    expect(redone(redone(redone(back)))).toEqual(redone(redone(back)))
  })

  test('forgets what was undone once something else is typed', () => {
    const history = typed(undone(typed(historyOf(''), 'a/b')), 'c')
    expect(history.now.text).toBe('a/c')
    expect(redone(history)).toBe(history)
  })

  test('goes back behind a change that came from the table of parameters', () => {
    const history = afterReplacing(typed(historyOf(''), 'a'), 'a?page=1')
    expect(undoneAll(history)).toEqual(['a', ''])
    expect(afterReplacing(history, 'a?page=1')).toBe(history)
  })

  test('in the middle of the text joins the letters of one word', () => {
    const start = historyOf('a/c')
    const one = afterTyping(start, { text: 'a/xc', caret: 3 })
    const two = afterTyping(one, { text: 'a/xyc', caret: 4 })
    expect(undone(two).now.text).toBe('a/c')
  })

  test('takes letters at another place as another step', () => {
    const end = typed(historyOf('a/c'), 'd')
    expect(undone(afterTyping(end, { text: 'xa/cd', caret: 1 })).now.text).toBe('a/cd')
  })
})
