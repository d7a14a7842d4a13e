import { describe, expect, test } from 'vitest'
import { leadsInside } from '../../../../electron/domain/find-login/network-place.ts'

const onTheInternet = [
  'https://api.example.com',
  'https://93.184.216.34',
  'https://[2606:2800::1]',
  'https://100.128.0.1',
  'https://172.32.0.1',
  'https://11.0.0.1',
]
const inOwnNetwork = [
  ...[
    'https://10.0.0.1',
    'https://172.16.0.1',
    'https://172.31.255.255',
    'https://192.168.1.1',
    'https://169.254.169.254',
  ],
  ...['https://100.64.0.1', 'https://0.1.2.3', 'https://[fd00::1]', 'https://[fe80::1]', 'https://[::ffff:10.0.0.1]'],
  ...[
    'https://[64:ff9b::a00:1]',
    'https://intranet',
    'https://printer.local',
    'https://id.corp',
    'https://nas.home.arpa',
  ],
  // The same addresses in other spellings.
  ...['https://0xa.1', 'https://167772161', 'https://012.0.0.1', 'https://192.168.257'],
]
const onThisMachine = [
  ...[
    'http://127.0.0.1:9',
    'http://127.1',
    'https://2130706433',
    'http://localhost',
    'https://LOCALHOST.',
    'https://a.localhost',
  ],
  ...['https://[::1]', 'https://[::]', 'https://0.0.0.0', 'https://0', 'https://[::ffff:127.0.0.1]'],
]

const leads = (to: string, from: string): boolean => leadsInside(new URL(to), new URL(from))
const places = [onTheInternet, inOwnNetwork, onThisMachine] as const

describe('an address that another one names', () => {
  const cases = places.flatMap((to, depth) =>
    to.flatMap((address) => places.map(([from = ''], other) => [from, address, depth > other] as const)),
  )
  test.each(cases)('%s → %s leads inside: %s', (from, to, expected) => expect(leads(to, from)).toBe(expected))
})
