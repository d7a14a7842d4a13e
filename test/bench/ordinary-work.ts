import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { emptyDraft, type Body } from '@contract/requests.ts'
import { askFromPage, largeText, type ListedProfile, pasteFromPage, profilesFromPage } from './ask-from-page.ts'
import type { BodyServer } from './body-server.ts'
import { aFullProfile, benchPassphrase } from './full-vault.ts'
import { median } from './statistics.ts'
import { benchSecret, tokenOf4kB } from './token-of-4-kb.ts'
import type { WatchedApp } from './watched-app.ts'

/** How often each operation is done. */
const times = 5
const repeatedly = async (work: (time: number) => Promise<unknown>): Promise<void> => {
  for (let time = 0; time < times; time += 1) await work(time)
}

interface Scene {
  readonly watched: WatchedApp
  readonly server: BodyServer
  readonly folder: string
  readonly hasKeyring: boolean
}

export interface WorkTimes {
  readonly unlockPassphraseMs: number
  /** null: there is no keyring here. */
  readonly unlockKeyringMs: number | null
  readonly saveOf500ProfilesMs: number
}

/** What a window asks of main on an ordinary day, on a full data folder; each operation under its name. */
export async function doOrdinaryWork(scene: Scene): Promise<WorkTimes> {
  const { window, during } = scene.watched
  await window.getByRole('tree', { name: 'Requests' }).waitFor()
  await during('list while locked', () => profilesFromPage(window))
  const unlockTimes = await openAndClose(scene)
  const profiles = await during('list', () => profilesFromPage(window))
  const saveOf500ProfilesMs = await changeProfiles(scene, profiles)
  const robot = profiles.find(({ name }) => name === 'robot')
  if (robot === undefined) throw new Error('a first start brought no robot')
  await signInAndSend(scene, robot.id)
  await inspectTokens(scene, robot.id)
  await keepDrafts(scene)
  await exportAll(scene, profiles)
  return { ...unlockTimes, saveOf500ProfilesMs }
}

async function openAndClose({ watched: { window, during }, hasKeyring }: Scene) {
  const unlocked = { passphrase: [] as number[], keyring: [] as number[] }
  const byPassphrase = { by: 'passphrase', passphrase: benchPassphrase }
  const unlock = (request: object) => timed(() => askFromPage(window, 'vault.unlock', request))
  const lock = () => during('lock', () => askFromPage(window, 'vault.lock', {}))
  unlocked.passphrase.push(await during('unlock by passphrase', () => unlock(byPassphrase)))
  await repeatedly(async () => {
    await lock()
    unlocked.passphrase.push(await during('unlock by passphrase', () => unlock(byPassphrase)))
  })
  if (hasKeyring) {
    const protection = { under: 'keyring' }
    await during('protect anew', () => askFromPage(window, 'vault.protect', { current: benchPassphrase, protection }))
    await repeatedly(async () => {
      await lock()
      unlocked.keyring.push(await during('unlock by keyring', () => unlock({ by: 'keyring' })))
    })
  }
  return {
    unlockPassphraseMs: median(unlocked.passphrase),
    unlockKeyringMs: hasKeyring ? median(unlocked.keyring) : null,
  }
}

async function changeProfiles({ watched }: Scene, profiles: readonly ListedProfile[]): Promise<number> {
  const { window, during, busyMs } = watched
  const first = profiles.find(({ name }) => name === 'person 0')
  if (first === undefined) throw new Error('the data folder has no profiles')
  const { isPlayground: _isPlayground, ...settings } = aFullProfile(0)
  const save = (some: object) =>
    askFromPage(window, 'profiles.save', { ...settings, id: first.id, secrets: {}, ...some })
  const order = profiles.map(({ id: profileId, group }) => ({ profileId, group })).toReversed()
  const savedMs: number[] = []
  await repeatedly(async (time) => {
    savedMs.push(await during('save a profile', () => busyMs(() => save({ label: `label ${time}` }))))
    const secrets = { clientSecret: { change: 'replace', value: randomUUID() } }
    await during('save a secret', () => save({ secrets }))
    await during('arrange', () => askFromPage(window, 'profiles.arrange', { order: order.toReversed() }))
    const theme = time % 2 === 0 ? 'dark' : 'light'
    await during('save settings', () => askFromPage(window, 'settings.save', { theme }))
  })
  return median(savedMs)
}

async function signInAndSend({ watched: { window, during }, server }: Scene, robotId: string): Promise<void> {
  await during('start the playground', () => askFromPage(window, 'playground.start', {}))
  const none: Body = { kind: 'none' }
  const send = (url: string, body: Body, profileId: string | null = null) => {
    const draft = { ...emptyDraft, method: 'POST', url, body }
    return askFromPage(window, 'requests.send', {
      exchangeId: randomUUID(),
      draft,
      profileId,
      looseToken: null,
      path: null,
    })
  }
  await repeatedly(async () => {
    await during('sign in', () => askFromPage(window, 'signIn.start', { profileId: robotId, extraScopes: [] }))
    await during('refresh', () => askFromPage(window, 'tokens.refresh', { profileId: robotId }))
    await during('send', () => send(server.smallUrl, none))
    await during('send with a token', () => send('{{playgroundApi}}/orders', none, robotId))
    await during('receive 2 MB', () => send(server.largeUrl, none))
    await during('send 2 MB', () => send(server.smallUrl, { kind: 'json', text: largeText }))
  })
}

async function inspectTokens({ watched: { window, during } }: Scene, robotId: string): Promise<void> {
  const held = { of: 'profile', profileId: robotId, which: 'access' }
  const verify = (subject: object, how: object) => askFromPage(window, 'tokens.verify', { subject, with: how })
  await repeatedly(async () => {
    const text = await tokenOf4kB('alice')
    const pasted = { of: 'loose', id: await during('paste a token', () => pasteFromPage(window, text)) }
    await during('compare tokens', () => askFromPage(window, 'inspection.compare', { left: held, right: pasted }))
    await during('verify a signature', () => verify(held, { key: 'known-issuer' }))
    await during('verify with a key', () => verify(pasted, { key: 'pasted', material: benchSecret }))
  })
}

async function keepDrafts({ watched: { window, during } }: Scene): Promise<void> {
  const tab = (text: string) => {
    const draft = { ...emptyDraft, url: 'https://api.example.test/orders', body: { kind: 'json', text } }
    return { id: randomUUID(), path: null, title: 'A draft', changed: true, draft }
  }
  const keep = (texts: readonly string[]) =>
    askFromPage(window, 'workbench.save', { tabs: texts.map(tab), activeTab: null })
  await repeatedly(async () => {
    await during('keep 20 tabs', () => keep(Array.from({ length: 20 }, () => 'y'.repeat(5000))))
    await during('keep a draft of 2 MB', () => keep([largeText]))
    await during('open a tab', () => window.keyboard.press('Control+t'))
  })
  const address = window.getByRole('textbox', { name: 'Address' })
  await during('type an address', () => address.pressSequentially('https://api.example.test/orders?page=2&size=20'))
}

async function exportAll({ watched: { app, window, during }, folder }: Scene, profiles: readonly ListedProfile[]) {
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    },
    path.join(folder, 'exported.json'),
  )
  const profileIds = profiles.map(({ id }) => id)
  const passphrase = benchPassphrase
  await during('export profiles', () => askFromPage(window, 'profiles.export', { profileIds, passphrase }))
  await during('export the vault', () =>
    askFromPage(window, 'vault.export', { current: passphrase, passphrase, withSignIns: true }),
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
