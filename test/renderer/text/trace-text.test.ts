import { expect, test } from 'vitest'
import type { TraceEntry } from '../../../electron/contract/sign-in.ts'
import { traceText } from '../../../renderer/text/trace-text.ts'

const entry: TraceEntry = {
  at: '2026-11-22T12:00:00Z',
  title: 'Exchange the code',
  method: 'POST',
  url: 'https://id.example.test/token',
  requestFields: [['code', '[left out]']],
  status: 502,
  answerFields: [['body', '<h1>Bad\u202e Gateway</h1>']],
  problem: 'The answer is no JSON.',
  durationMs: 12.4,
}

test('a trace as text tells each step with what was sent, what came, and where it failed', () => {
  expect(traceText('Sign-in of alice', [entry, { ...entry, status: null, answerFields: [], durationMs: null }])).toBe(
    [
      'Sign-in of alice',
      '',
      '1. Exchange the code (2026-11-22T12:00:00Z, 12 ms)',
      '  POST https://id.example.test/token',
      '  > code: [left out]',
      '  answered 502',
      '  < body: <h1>Bad\\u{202e} Gateway</h1>',
      '  FAILED: The answer is no JSON.',
      '',
      '2. Exchange the code (2026-11-22T12:00:00Z)',
      '  POST https://id.example.test/token',
      '  > code: [left out]',
      '  no answer',
      '  FAILED: The answer is no JSON.',
    ].join('\n'),
  )
})
