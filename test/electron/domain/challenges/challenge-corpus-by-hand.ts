import { aChallenge, bearer, type CorpusRow } from './corpus-row.ts'

const utf8AsLatin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

/** As whoever writes an API by hand writes a challenge. */
export const corpusByHand: readonly CorpusRow[] = [
  [
    'a German gateway, UTF-8',
    utf8AsLatin1('Bearer error="invalid_token", error_description="Token ungültig – abgelaufen"'),
    [bearer({ error: 'invalid_token', error_description: 'Token ungültig – abgelaufen' })],
  ],
  [
    'a German gateway, Latin-1',
    'Bearer error_description="ung\u00fcltig"',
    [bearer({ error_description: 'ungültig' })],
  ],
  [
    'a strict server (RFC 8187)',
    'Bearer error="invalid_token", error_description*=UTF-8\'de\'ung%C3%BCltig',
    [bearer({ error: 'invalid_token', error_description: 'ungültig' })],
  ],
  [
    'an old server, folded',
    'Bearer realm="a",\r\n\terror="invalid_token"',
    [bearer({ realm: 'a', error: 'invalid_token' })],
  ],
  [
    'a PHP API',
    "Bearer realm='api', error='invalid_token', error_description='It\\'s over'",
    [bearer({ realm: 'api', error: 'invalid_token', error_description: "It\\'s over" })],
  ],
  [
    'an Express API',
    'Bearer error="invalid_token", error_description="<b class="x">jwt expired</b>"',
    [bearer({ error: 'invalid_token', error_description: '<b class="x">jwt expired</b>' })],
  ],
  ['a hand-written API', 'invalid_token', [aChallenge('', { error: 'invalid_token' })]],
  [
    'a hand-written API, no comma',
    'Bearer realm="a"error="invalid_token"',
    [bearer({ realm: 'a', error: 'invalid_token' })],
  ],
  [
    'a hand-written API, twice the same',
    'Bearer scope="a", scope="b"',
    [
      aChallenge('Bearer', [
        ['scope', 'a'],
        ['scope', 'b'],
      ]),
    ],
  ],
  ['a hand-written API, only words', '401 Unauthorized', []],
]
