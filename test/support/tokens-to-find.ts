const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const header = part({ alg: 'HS256', typ: 'JWT' })
const payload = part({ sub: 'alice', iss: 'https://id.example.test', jti: 'j-1', roles: ['buyer'] })
const signature = `${'x'.repeat(42)}1`

/** Signed with HMAC: 43 characters at its end. */
export const hmacParts = { header, payload, signature }
export const hmacToken = `${header}.${payload}.${signature}`
/** Long enough for several lines, signed with RSA: 342 characters at its end. */
export const rsaToken = [
  part({ alg: 'RS256', kid: 'k1', typ: 'at+jwt' }),
  part({ sub: 'bob', iss: 'https://id.example.test/realms/shop', aud: ['orders', 'stock'], scope: 'orders:read' }),
  `${'Ab1_'.repeat(85)}ab`,
].join('.')
export const sdJwt = `${hmacToken}~${part(['salt', 'given_name', 'Alice'])}~${part(['salt', 'age', 41])}~`
export const sealedToken = `${part({ alg: 'dir', enc: 'A256GCM' })}..AAAAAAAA.BBBBBBBB.${'t'.repeat(22)}`
export const opaqueToken = '2YotnFZFEjr1zCsicMWpAA'

/** In lines of that many characters. */
export const inLines = (text: string, width: number, between = '\n'): string =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(between)

const jsonInLog = String.raw`INFO body={\"access_token\":\"TOKEN\",\"scope\":\"a\"}`

type Case = readonly [name: string, text: string, tokens: readonly (readonly [text: string, place: string])[]]

/** Texts as people copy them, with what stands in them. */
export const wrappings: readonly Case[] = [
  ['alone', hmacToken, [[hmacToken, 'the text itself']]],
  ['with the word Bearer', `Bearer ${hmacToken}`, [[hmacToken, 'the text itself']]],
  ['in typographic quotes', `“${hmacToken}”`, [[hmacToken, 'the text itself']]],
  ['in guillemets', `«${hmacToken}»`, [[hmacToken, 'the text itself']]],
  ['in back ticks', `\`${hmacToken}\``, [[hmacToken, 'the text itself']]],
  ['a header line', `Authorization: Bearer ${hmacToken}`, [[hmacToken, 'header Authorization']]],
  [
    'a header line with an opaque token',
    'Authorization: Bearer 12|abcDEFghi0123456789',
    [['12|abcDEFghi0123456789', 'header Authorization']],
  ],
  ['a DPoP proof', `DPoP: ${hmacToken}`, [[hmacToken, 'header DPoP']]],
  [
    'a DPoP-bound token',
    'Authorization: DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE',
    [['Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE', 'header Authorization']],
  ],
  [
    'curl',
    `curl 'https://api.example.test/' -H "Authorization: Bearer ${hmacToken}"`,
    [[hmacToken, 'header Authorization']],
  ],
  [
    'curl as a browser copies it',
    `curl 'https://x.test' \\\n  -H 'authorization: Bearer opaque_1234567890' \\\n  --compressed`,
    [['opaque_1234567890', 'header authorization']],
  ],
  [
    'curl with its own option',
    'curl --oauth2-bearer abcDEF1234567890xyz https://x.test',
    [['abcDEF1234567890xyz', 'the value of oauth2-bearer']],
  ],
  ['HTTPie', `http GET api.example.test/x Authorization:'Bearer ${hmacToken}'`, [[hmacToken, 'header Authorization']]],
  ['a line of a headers object', `  "authorization": "Bearer ${hmacToken}",`, [[hmacToken, 'header authorization']]],
  [
    'a cookie',
    `Cookie: theme=dark; access_token=${hmacToken}; lang=en`,
    [[hmacToken, 'cookie access_token of the header Cookie']],
  ],
  [
    'a cookie that is set',
    'Set-Cookie: sessionToken=s3cr3tSess10n; Path=/; HttpOnly',
    [['s3cr3tSess10n', 'cookie sessionToken of the header Set-Cookie']],
  ],
  [
    'a token answer',
    JSON.stringify({
      access_token: opaqueToken,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
      id_token: hmacToken,
    }),
    [
      [opaqueToken, 'access_token of the JSON'],
      ['tGzv3JOkF0XG5Qx2TlKWIA', 'refresh_token of the JSON'],
      [hmacToken, 'id_token of the JSON'],
    ],
  ],
  [
    'a nested answer',
    JSON.stringify({ data: { session: { accessToken: 'abcDEF123456' } } }),
    [['abcDEF123456', 'accessToken of the JSON']],
  ],
  [
    'JSON in a JSON string',
    JSON.stringify(JSON.stringify({ access_token: hmacToken })),
    [[hmacToken, 'access_token of the JSON']],
  ],
  ['escaped JSON in a log', jsonInLog.replace('TOKEN', hmacToken), [[hmacToken, 'the value of access_token']]],
  [
    'a HAR file',
    JSON.stringify({
      log: {
        entries: [
          {
            request: {
              headers: [
                { name: 'Authorization', value: `Bearer ${hmacToken}` },
                { name: 'Cookie', value: `sid=1; id_token=${rsaToken}` },
              ],
            },
          },
        ],
      },
    }),
    [
      [hmacToken, 'header Authorization of the JSON'],
      [rsaToken, 'header Cookie of the JSON'],
    ],
  ],
  [
    'an answer with its headers',
    `HTTP/1.1 200 OK\r\nset-cookie: access_token=${hmacToken}; Path=/\r\n\r\n{"access_token":"${rsaToken}","token_type":"Bearer"}`,
    [
      [hmacToken, 'cookie access_token of the header set-cookie'],
      [rsaToken, 'access_token of the JSON'],
    ],
  ],
  [
    'a fragment',
    `https://app.test/cb#access_token=${opaqueToken}&id_token=${hmacToken}&state=af0ifjsldkj`,
    [
      [opaqueToken, 'access_token in the fragment'],
      [hmacToken, 'id_token in the fragment'],
    ],
  ],
  [
    'a query with escapes',
    `https://app.test/cb?x=1%26id_token%3D${hmacToken.replaceAll('.', '%2E')}%26s%3D1`,
    [[hmacToken, 'id_token in the query']],
  ],
  [
    'a form body',
    'grant_type=refresh_token&refresh_token=8xLOxBtZp8&client_id=s6BhdRkqt3',
    [['8xLOxBtZp8', 'refresh_token in the form']],
  ],
  [
    'a client assertion',
    `client_assertion=${hmacToken}&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer`,
    [[hmacToken, 'client_assertion in the form']],
  ],
  ['an .env file', `PORT=3000\nAPI_TOKEN=abcDEF1234567890\nDEBUG=1`, [['abcDEF1234567890', 'the value of API_TOKEN']]],
  ['YAML', 'auth:\n  mode: bearer\n  token: abcDEF1234567890\n', [['abcDEF1234567890', 'the value of token']]],
  ['lines of 64', inLines(rsaToken, 64), [[rsaToken, 'the text itself']]],
  ['indented lines of 76 with CRLF', inLines(rsaToken, 76, '\r\n    '), [[rsaToken, 'the text itself']]],
  ['lines with words behind them', `${inLines(rsaToken, 64)}\nThanks,\nbob`, [[rsaToken, 'line 1 of the text']]],
  ['a quoted mail', `> ${inLines(rsaToken, 70, '\n> ')}`, [[rsaToken, 'the text itself']]],
  ['lines that a shell continues', inLines(rsaToken, 70, '\\\n'), [[rsaToken, 'the text itself']]],
  [
    'a string put together in code',
    `const t = "${inLines(rsaToken, 70, '" +\n  "')}";`,
    [[rsaToken, 'line 1 of the text']],
  ],
  ['spaces around its dots', hmacToken.replaceAll('.', ' . '), [[hmacToken, 'the text itself']]],
  ['a space within', `${hmacToken.slice(0, 20)} ${hmacToken.slice(20)}`, [[hmacToken, 'the text itself']]],
  [
    'invisible characters within',
    `${hmacToken.slice(0, 20)}\u200b${hmacToken.slice(20)}`,
    [[hmacToken, 'the text itself']],
  ],
  ['the end of a sentence', `The token is ${hmacToken}.`, [[hmacToken, 'line 1 of the text']]],
  [
    'two on two lines',
    `${hmacToken}\n${rsaToken}\n`,
    [
      [hmacToken, 'line 1 of the text'],
      [rsaToken, 'line 2 of the text'],
    ],
  ],
  ['one that stands twice', `${hmacToken}\n${hmacToken}\n`, [[hmacToken, 'line 1 of the text']]],
  ['base64 around it', Buffer.from(hmacToken).toString('base64'), [[hmacToken, 'the text itself']]],
  ['the JSON form of a JWS', JSON.stringify({ payload, protected: header, signature }), [[hmacToken, 'the JSON']]],
  [
    'a JWS with two signatures',
    JSON.stringify({
      payload,
      signatures: [
        { protected: header, signature },
        { protected: header, signature: 'y'.repeat(43) },
      ],
    }),
    [
      [hmacToken, 'signature 1 of the JSON'],
      [`${header}.${payload}.${'y'.repeat(43)}`, 'signature 2 of the JSON'],
    ],
  ],
  ['an SD-JWT', sdJwt, [[sdJwt, 'the text itself']]],
  ['an SD-JWT with key binding', `${sdJwt}${hmacToken}`, [[`${sdJwt}${hmacToken}`, 'the text itself']]],
  ['a JWE', `token: ${sealedToken}`, [[sealedToken, 'the value of token']]],
  ['a PASETO', `v4.public.${'A'.repeat(60)}.Zm9v`, [[`v4.public.${'A'.repeat(60)}.Zm9v`, 'the text itself']]],
  [
    'an unsigned one',
    `${part({ alg: 'none' })}.${payload}.`,
    [[`${part({ alg: 'none' })}.${payload}.`, 'the text itself']],
  ],
  ['an opaque one alone', ` "${opaqueToken}"\n`, [[opaqueToken, 'the text itself']]],
]
