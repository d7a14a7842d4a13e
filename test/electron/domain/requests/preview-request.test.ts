import { describe, expect, test } from 'vitest'
import { emptyDraft, type RequestDraft } from '../../../../electron/contract/requests.ts'
import { previewRequest } from '../../../../electron/domain/requests/preview-request.ts'

const line = (name: string, value: string, enabled = true) => ({ name, value, enabled })
const aDraft = (some: Partial<RequestDraft> = {}): RequestDraft => ({
  ...emptyDraft,
  url: 'http://api.test/x',
  ...some,
})

describe('the preview', () => {
  const variables = new Map([
    ['baseUrl', 'http://api.test'],
    ['key', 'canary-canary'],
  ])
  test.each([
    ['{{baseUrl}}/a b', 'http://api.test/a%20b', []],
    ['{{baseUrl}}/?api_key={{key}}', 'http://api.test/?api_key=…', []],
    ['{{other}}/x', '{{other}}/x', ['other']],
    ['', '', []],
    ['api.test/x', 'api.test/x', []],
  ])('of %j is %j', (url, shown, unknownVariables) => {
    expect(previewRequest(aDraft({ url }), variables)).toEqual({ url: shown, unknownVariables })
  })

  test('names the unknown variables of headers and body', () => {
    const draft = aDraft({
      headers: [line('X', '{{a}}'), line('Y', '{{off}}', false)],
      body: { kind: 'json', text: '{{b}}' },
    })
    expect(previewRequest(draft, variables).unknownVariables).toEqual(['a', 'b'])
  })
})
