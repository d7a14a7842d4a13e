import type { CollectionItem } from '@contract/collections'
import { useCollectionTree } from '../bridge/use-collection-tree.ts'
import { useProfiles } from '../bridge/use-profiles.ts'
import { hasTokenService, tokenServiceDeeds, tokenServiceWords } from '../text/token-service-words.ts'
import { canSignIn, needsPerson } from '../text/way-words.ts'
import type { Command } from './command.ts'
import type { WindowDeeds } from './window-deeds.ts'

const plain = { note: '', keys: '', method: null } as const

function requestCommands(items: readonly CollectionItem[], deeds: WindowDeeds, above = ''): Command[] {
  return items.flatMap((item): Command[] => {
    if (item.kind === 'folder')
      return requestCommands(item.items, deeds, above === '' ? item.name : `${above} / ${item.name}`)
    if (item.kind === 'unreadable') return []
    const { path, name, method } = item
    return [{ id: `open-${path}`, title: name, note: above, keys: '', method, run: () => deeds.openRequest(path) }]
  })
}

/** Every request of the workspace, for Ctrl+P. */
export function useRequestCommands(deeds: WindowDeeds): Command[] {
  const tree = useCollectionTree()
  return tree.state === 'ready' ? requestCommands(tree.value.items, deeds) : []
}

/** Everything the palette offers: deeds first, then who to be, then what to open. */
export function useCommands(deeds: WindowDeeds, hasTab: boolean): Command[] {
  const requests = useRequestCommands(deeds)
  const profiles = useProfiles()
  const known = profiles.state === 'ready' ? profiles.value : []
  const sending: Command[] = hasTab
    ? [
        { ...plain, id: 'send', title: 'Send', keys: 'Mod+Enter', run: () => deeds.send() },
        ...known.map(({ id, name, label }) => ({
          ...plain,
          id: `send-as-${id}`,
          title: `Send as ${name}`,
          note: label,
          run: () => deeds.send({ as: 'profile', id, name }),
        })),
        {
          ...plain,
          id: 'send-as-nobody',
          title: 'Send as nobody',
          note: 'without a token',
          run: () => deeds.send({ as: 'nobody' }),
        },
      ]
    : []
  return [
    ...sending,
    { ...plain, id: 'new-request', title: 'New request', keys: 'Mod+T', run: deeds.newRequest },
    { ...plain, id: 'new-folder', title: 'New folder', run: deeds.newFolder },
    { ...plain, id: 'find-login', title: 'Find a login from a URL…', run: () => deeds.findLogin() },
    ...known
      .filter(({ way }) => canSignIn(way))
      .map(({ id, name, label, way }) => ({
        ...plain,
        id: `sign-in-${id}`,
        title: needsPerson(way) ? `Sign in as ${name}` : `Get a token for ${name}`,
        note: label,
        run: () => deeds.signIn(id),
      })),
    ...known.filter(hasTokenService).flatMap(({ id, name, label, way }) =>
      tokenServiceDeeds(way).map((deed) => ({
        ...plain,
        id: `${deed}-${id}`,
        title: `${name}: ${tokenServiceWords[deed].name}`,
        note: label,
        run: () => deeds.askServer(id, deed),
      })),
    ),
    { ...plain, id: 'inspect-any', title: 'Inspect a token…', keys: 'Mod+J', run: () => deeds.openDesk() },
    { ...plain, id: 'compare', title: 'Compare two tokens…', run: () => deeds.compare() },
    ...(known.length > 1
      ? [{ ...plain, id: 'compare-profiles', title: 'Compare tokens of two profiles…', run: deeds.compareProfiles }]
      : []),
    ...known.map(({ id, name, label }) => ({
      ...plain,
      id: `inspect-${id}`,
      title: `Inspect the token of ${name}`,
      note: label,
      run: () => deeds.inspect(id, null),
    })),
    { ...plain, id: 'inspector', title: 'Show or hide the inspector', keys: 'Mod+I', run: deeds.toggleInspector },
    { ...plain, id: 'lock-vault', title: 'Lock the vault now', keys: 'Mod+Shift+L', run: deeds.lockVault },
    { ...plain, id: 'vault', title: 'Vault: protection, export, import…', run: deeds.openVault },
    { ...plain, id: 'theme-system', title: 'Theme: as the system', run: () => deeds.chooseTheme('system') },
    { ...plain, id: 'theme-dark', title: 'Theme: dark', run: () => deeds.chooseTheme('dark') },
    { ...plain, id: 'theme-light', title: 'Theme: light', run: () => deeds.chooseTheme('light') },
    { ...plain, id: 'settings', title: 'Settings', keys: 'Mod+,', run: deeds.openSettings },
    { ...plain, id: 'requests', title: 'Show the requests', run: deeds.showRequests },
    ...requests,
  ]
}
