import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDraft } from '../../../support/book-builder.ts'
import { anExchange, changedFile, passphraseText } from '../../../support/exchange-files.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { anOAuthWay, aProfile } from '../../../support/token-builder.ts'
import { anExchangeOf, aStaticTokenWay } from '../../../support/way-builder.ts'

const passphrase = new SecretText(passphraseText)
const robot = aDraft({
  name: 'robot',
  group: 'machines',
  colour: 'violet',
  way: anOAuthWay({ clientAuthentication: 'client_secret_basic', grant: { type: 'client_credentials' } }),
  secrets: { clientSecret: { change: 'replace', value: 'canary-client' } },
})
const key = aDraft({
  name: 'key',
  way: aStaticTokenWay(),
  secrets: { token: { change: 'replace', value: 'canary-key' } },
})

/** Robot, its key, and an agent that trades in the robot's token; the robot is signed in. */
async function threeProfiles() {
  const made = anExchange()
  const robotId = await made.signIn(robot, { accessToken: new SecretText('canary-access') })
  const { id: keyId } = await made.book.save(key)
  const { id: agentId } = await made.book.save(aDraft({ name: 'agent', way: anExchangeOf(robotId) }))
  return { ...made, ids: [robotId, keyId, agentId] }
}

async function exported(under: SecretText | null) {
  const made = await threeProfiles()
  const answer = await made.exchange.exportProfiles(made.ids, under)
  return { ...made, answer }
}

describe('exporting', () => {
  test('without a passphrase writes no secret and no token, in JSON that a person can read', async () => {
    const { answer, text } = await exported(null)
    expect(answer).toEqual({ saved: true, secretCount: 0 })
    expect(text()).not.toContain('canary')
    expect(text()).toContain('\n      "name": "robot",\n')
    expect(JSON.parse(text())).toMatchObject({ format: 'claimcheck-profiles', version: 1, sealed: null })
  })

  test('under a passphrase seals the secrets, and still takes no token along', async () => {
    const { answer, text } = await exported(passphrase)
    expect(answer).toEqual({ saved: true, secretCount: 2 })
    expect(text()).not.toContain('canary')
    expect(JSON.parse(text())).toMatchObject({ profiles: [{ secrets: ['clientSecret'] }, { secrets: ['token'] }, {}] })
  })

  test('under a passphrase that is too short is refused before anybody is asked', async () => {
    const { exchange, ids, asked } = await threeProfiles()
    await expect(exchange.exportProfiles(ids, new SecretText('short'))).rejects.toMatchObject({
      code: 'vault.weak_passphrase',
    })
    expect(asked).toEqual([])
  })

  test('of a locked vault’s secrets is refused before anybody is asked; without them it goes on', async () => {
    const { exchange, ids, asked, vault } = await threeProfiles()
    vault.locked = true
    await expect(exchange.exportProfiles(ids, passphrase)).rejects.toMatchObject({ code: 'vault.locked' })
    expect(asked).toEqual([])
    expect(await exchange.exportProfiles(ids, null)).toEqual({ saved: true, secretCount: 0 })
  })

  test('that a person calls off writes nothing', async () => {
    const { exchange, ids, disk } = await threeProfiles()
    disk.where = null
    expect(await exchange.exportProfiles(ids, passphrase)).toEqual({ saved: false, secretCount: 0 })
    expect(disk.written).toBe(0)
  })
})

describe('importing', () => {
  test('with the passphrase brings profiles, groups, references and secrets, all under ids of their own', async () => {
    const { disk, ids } = await exported(passphrase)
    const there = anExchange({ bytes: disk.bytes })
    expect(await there.exchange.chooseImport()).toEqual({
      fileName: 'profiles.json',
      isSealed: true,
      profiles: [
        { name: 'robot', kind: 'oauth', secretCount: 1 },
        { name: 'key', kind: 'static_token', secretCount: 1 },
        { name: 'agent', kind: 'oauth', secretCount: 0 },
      ],
    })
    const { imported, left } = await there.exchange.importChosen(passphrase)
    expect(left).toEqual([])
    const [robotThere, keyThere, agentThere] = there.store.all()
    if (robotThere === undefined || keyThere === undefined) throw new Error('not imported')
    expect(imported).toEqual(there.store.all().map(({ id: profileId, name }) => ({ profileId, name })))
    expect(imported.filter(({ profileId }) => ids.includes(profileId))).toEqual([])
    expect(robotThere).toMatchObject({ group: 'machines', colour: 'violet', isPlayground: false, way: robot.way })
    expect(agentThere).toMatchObject({ way: { grant: { subject: { profileId: robotThere.id } } } })
    expect((await there.secrets.read(robotThere.id, 'clientSecret'))?.reveal()).toBe('canary-client')
    expect((await there.secrets.read(keyThere.id, 'token'))?.reveal()).toBe('canary-key')
    expect(await there.keeper.session(robotThere.id)).toEqual({ state: 'signed-out' })
  })

  test('without the passphrase leaves the secrets out', async () => {
    const { disk } = await exported(passphrase)
    const there = anExchange({ bytes: disk.bytes })
    await there.exchange.chooseImport()
    expect((await there.exchange.importChosen(null)).imported).toHaveLength(3)
    expect(there.vault.disk.size).toBe(0)
  })

  test('into the same list makes others, with a number where a name is taken', async () => {
    const made = await exported(null)
    await made.exchange.chooseImport()
    await made.exchange.importChosen(null)
    await made.exchange.chooseImport()
    await made.exchange.importChosen(null)
    expect(made.store.all().map(({ name }) => name)).toEqual([
      ...['robot', 'key', 'agent', 'robot 2', 'key 2', 'agent 2', 'robot 3', 'key 3', 'agent 3'],
    ])
  })

  test('with another passphrase takes nothing, and may be tried again', async () => {
    const { disk } = await exported(passphrase)
    const there = anExchange({ bytes: disk.bytes })
    await there.exchange.chooseImport()
    await expect(there.exchange.importChosen(new SecretText('another passphrase'))).rejects.toMatchObject({
      code: 'vault.wrong_passphrase',
    })
    expect(there.store.all()).toEqual([])
    expect((await there.exchange.importChosen(passphrase)).imported).toHaveLength(3)
  })

  test('of nothing that was chosen says so, after an import too', async () => {
    const { disk } = await exported(null)
    const there = anExchange({ bytes: disk.bytes })
    const none = { code: 'profile.import_none_chosen' }
    await expect(there.exchange.importChosen(null)).rejects.toMatchObject(none)
    await there.exchange.chooseImport()
    await there.exchange.importChosen(null)
    await expect(there.exchange.importChosen(null)).rejects.toMatchObject(none)
  })

  test('that a person calls off keeps what was chosen before', async () => {
    const { disk } = await exported(null)
    const there = anExchange({ bytes: disk.bytes })
    await there.exchange.chooseImport()
    there.disk.where = null
    expect(await there.exchange.chooseImport()).toBeNull()
    expect((await there.exchange.importChosen(null)).imported).toHaveLength(3)
  })

  test.each(['locked', 'full'] as const)('into a vault that is %s takes over nothing at all', async (how) => {
    const { disk } = await exported(passphrase)
    const there = anExchange({ bytes: disk.bytes })
    await there.exchange.chooseImport()
    if (how === 'locked') there.vault.locked = true
    let writes = 0
    there.vault.beforeWrite = async (what) => {
      writes += 1
      if (how === 'full' && what === 'write' && writes > 1) diskFull()
    }
    await expect(there.exchange.importChosen(passphrase)).rejects.toMatchObject({
      code: how === 'locked' ? 'vault.locked' : 'storage.write_failed',
    })
    expect([there.store.all(), there.vault.disk.size]).toEqual([[], 0])
  })

  test('that can’t be saved leaves no secret behind', async () => {
    const { disk } = await exported(passphrase)
    const there = anExchange({ bytes: disk.bytes })
    await there.exchange.chooseImport()
    there.disk.beforeSave = diskFull
    await expect(there.exchange.importChosen(passphrase)).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(there.vault.disk.size).toBe(0)
  })

  test('of an exchange whose source stayed behind names nobody, and says what to do', async () => {
    const made = await threeProfiles()
    await made.exchange.exportProfiles(made.ids.slice(2), null)
    await made.exchange.chooseImport()
    const { imported, left } = await made.exchange.importChosen(null)
    expect(left).toEqual([
      {
        name: 'agent 2',
        reason: 'The profile whose token it trades in did not come with it: choose one in its settings',
      },
    ])
    const agent = made.store.find(imported[0]?.profileId ?? aProfile().id)
    // Not even to the profile that is here under that very id: a file must not reach what it was not given.
    expect(JSON.stringify(agent)).not.toContain(made.ids[0])
  })

  test('never hands sealed secrets to an address that was put into the file later', async () => {
    const { disk } = await exported(passphrase)
    const bytes = changedFile(disk.bytes, (file) => {
      const text = JSON.stringify(file).replace('https://id.example.test', 'https://evil.example.test')
      return JSON.parse(text)
    })
    const there = anExchange({ bytes })
    await there.exchange.chooseImport()
    await expect(there.exchange.importChosen(passphrase)).rejects.toMatchObject({
      code: 'profile.import_unreadable',
      details: { reason: expect.stringContaining('changed after it was exported') },
    })
    expect([there.store.all(), there.vault.disk.size]).toEqual([[], 0])
  })

  test('of a file that was only laid out anew is all right', async () => {
    const { disk } = await exported(passphrase)
    const there = anExchange({ bytes: changedFile(disk.bytes, (file) => file) })
    await there.exchange.chooseImport()
    expect((await there.exchange.importChosen(passphrase)).imported).toHaveLength(3)
  })
})
