import { describe, expect, test } from 'vitest'
import { namesIn, sourceFiles } from './source-files.ts'

interface Room {
  /** Other rooms whose files it may import; its own are always allowed. */
  readonly rooms: readonly string[]
  /** Packages it may import. A package on no list may be imported by nobody. */
  readonly packages: readonly string[]
}

const inTheWindow = ['react', '@mantine/core', '@mantine/hooks', '@tabler/icons-react'] as const
const codeMirror = ['commands', 'lang-html', 'lang-json', 'lang-xml', 'language', 'search', 'state', 'view'].map(
  (name) => `@codemirror/${name}`,
)

/** How the rest of the program sees the playground's process; the playground itself is nobody's import. */
const playgroundPort = 'electron/playground/playground-control.ts'

const features = new Set(namesIn('renderer/features', /\.tsx?$/).map((name) => name.split('/').slice(0, 3).join('/')))
const feature: Room = {
  rooms: ['renderer/bridge', 'renderer/text', 'renderer/ui', 'electron/contract'],
  packages: [
    ...inTheWindow,
    ...codeMirror,
    ...['@lezer/highlight', '@tanstack/react-query', '@tanstack/react-virtual', 'uqr', 'zustand'],
  ],
}

/** Dependencies run one way: main → composition → {host, adapters, ipc, playground} → domain → contract ← renderer. */
const house: Record<string, Room> = {
  'electron/contract': { rooms: [], packages: ['zod'] },
  'electron/domain': {
    rooms: ['electron/contract'],
    packages: [
      ...['node:crypto', 'node:timers/promises', 'node:util', 'node:worker_threads', 'node:zlib'],
      ...['dpop', 'jose', 'yaml', 'zod', 'content-type'],
    ],
  },
  'electron/adapters': {
    rooms: ['electron/domain', 'electron/contract'],
    packages: [
      ...[
        'node:async_hooks',
        'node:buffer',
        'node:child_process',
        'node:crypto',
        'node:dns',
        'node:events',
        'node:fs',
        'node:fs/promises',
      ],
      ...[
        'node:http',
        'node:http2',
        'node:https',
        'node:net',
        'node:os',
        'node:path',
        'node:perf_hooks',
        'node:stream',
      ],
      ...['node:stream/promises', 'node:timers/promises', 'node:tls', 'node:url', 'node:util', 'node:zlib'],
      ...['axios', 'openid-client', 'jose', 'yaml', 'zod', 'https-proxy-agent'],
      ...['content-type'],
    ],
  },
  'electron/ipc': { rooms: ['electron/domain', 'electron/contract', playgroundPort], packages: ['zod', 'node:crypto'] },
  'electron/host': {
    rooms: [
      ...['electron/ipc', 'electron/domain', 'electron/contract'],
      ...[
        'electron/adapters/durable-file.ts',
        'electron/adapters/window-files.ts',
        playgroundPort,
        'electron/playground/talk-to-playground.ts',
      ],
    ],
    packages: [
      ...['electron', 'electron-store', 'zod'],
      ...['node:crypto', 'node:fs', 'node:fs/promises', 'node:path', 'node:url'],
    ],
  },
  'electron/playground': {
    rooms: ['electron/domain', 'electron/contract'],
    packages: [
      'oidc-provider',
      'jose',
      'zod',
      'node:crypto',
      'node:http',
      'node:net',
      'node:util',
      'node:stream',
      'node:https',
      'node:tls',
      'selfsigned',
    ],
  },
  'electron/preload': { rooms: ['electron/contract'], packages: ['electron'] },
  'electron/composition.ts': {
    rooms: [
      ...['electron/composition', 'electron/host', 'electron/adapters', 'electron/ipc', 'electron/domain'],
      ...['electron/contract', 'electron/surroundings.ts', playgroundPort],
    ],
    packages: ['node:crypto', 'node:path'],
  },
  'electron/composition': {
    rooms: [
      ...['electron/host', 'electron/adapters', 'electron/ipc', 'electron/domain', 'electron/contract'],
      ...['electron/surroundings.ts', playgroundPort, 'electron/playground/starter.ts'],
    ],
    packages: ['node:crypto', 'node:path'],
  },
  'electron/surroundings.ts': {
    rooms: [
      'electron/host',
      'electron/adapters',
      'electron/ipc',
      'electron/domain',
      'electron/contract',
      playgroundPort,
    ],
    packages: [],
  },
  'electron/main.ts': {
    rooms: [
      ...['electron/composition.ts', 'electron/surroundings.ts', 'electron/host', 'electron/adapters'],
      ...['electron/ipc', 'electron/domain', 'electron/contract'],
    ],
    packages: ['electron', 'node:path', 'node:perf_hooks'],
  },
  'renderer/main.tsx': {
    rooms: ['renderer/app', ...features, 'renderer/bridge', 'electron/contract'],
    packages: ['react', 'react-dom', 'zod', '@mantine/core', '@tanstack/react-query'],
  },
  'renderer/app': {
    rooms: [...features, 'renderer/bridge', 'renderer/text', 'renderer/ui', 'electron/contract'],
    packages: [
      ...inTheWindow,
      ...['@tanstack/react-query', 'zustand', 'react-dom'],
      ...['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'],
    ],
  },
  'renderer/bridge': { rooms: ['electron/contract'], packages: ['react', '@tanstack/react-query', 'zod'] },
  'renderer/text': { rooms: ['renderer/ui', 'electron/contract'], packages: [...inTheWindow] },
  'renderer/ui': {
    rooms: [],
    packages: [...inTheWindow, ...codeMirror, '@lezer/highlight', 'react-dom'],
  },
  // Features never import each other: renderer/app puts them together.
  ...Object.fromEntries([...features].map((name) => [name, feature])),
}

const isIn = (room: string, name: string) => name === room || name.startsWith(`${room}/`)
const files = sourceFiles('electron', 'renderer')

describe('the house', () => {
  test('has a room on the plan for every file', () => {
    const homeless = files.filter(({ name }) => !Object.keys(house).some((room) => isIn(room, name)))
    expect(homeless.map(({ name }) => name)).toEqual([])
  })

  test('has files to hold to the plan', () => {
    expect(files.filter(({ imports }) => imports.length > 0).length).toBeGreaterThan(20)
  })
})

describe.each(Object.entries(house))('%s', (room, { rooms, packages }) => {
  const inside = files.filter(({ name }) => isIn(room, name))

  test('imports only the rooms it may', () => {
    const strays = inside.flatMap(({ name, imports }) =>
      imports
        .filter(({ isPackage, target }) => !isPackage && ![room, ...rooms].some((allowed) => isIn(allowed, target)))
        .map(({ target }) => `${name} imports ${target}`),
    )
    expect(strays).toEqual([])
  })

  test('imports only the packages on its list', () => {
    const strays = inside.flatMap(({ name, imports }) =>
      imports
        .filter(({ isPackage, target }) => isPackage && !packages.includes(target))
        .map(({ target }) => `${name} imports ${target}`),
    )
    expect(strays).toEqual([])
  })
})
