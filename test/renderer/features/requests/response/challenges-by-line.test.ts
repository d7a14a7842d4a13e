import { describe, expect, test } from 'vitest'
import type { Challenge } from '../../../../../electron/contract/challenges.ts'
import { challengesByLine } from '../../../../../renderer/features/requests/response/challenges-by-line.ts'

const challenge = (scheme: string, ...params: [string, string][]): Challenge => ({ scheme, params, token68: null })
const schemesByLine = (values: readonly string[], challenges: readonly Challenge[]) =>
  challengesByLine(values, challenges).map((line) => line.map(({ scheme }) => scheme))

describe('challenges of several header lines', () => {
  test('stand at the line that names their scheme', () => {
    expect(
      schemesByLine(
        ['Bearer realm="a", Basic realm="b"', 'DPoP algs="ES256"'],
        [challenge('Bearer'), challenge('Basic'), challenge('DPoP')],
      ),
    ).toEqual([['Bearer', 'Basic'], ['DPoP']])
  })

  test('of one scheme each are taken in their order', () => {
    expect(
      schemesByLine(['Digest algorithm=SHA-256', 'Digest algorithm=MD5'], [challenge('Digest'), challenge('digest')]),
    ).toEqual([['Digest'], ['digest']])
  })

  test('stay at the last line that was found where a line does not name them', () => {
    expect(schemesByLine(['Bearer', 'nonsense'], [challenge('Bearer'), challenge('Unheard')])).toEqual([
      ['Bearer', 'Unheard'],
      [],
    ])
    expect(schemesByLine([], [challenge('Bearer')])).toEqual([])
  })
})
