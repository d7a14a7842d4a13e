import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLastSessionFile } from '../../../electron/host/last-session-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const addresses = { issuer: 'http://127.0.0.1:9400', apiUrl: 'http://127.0.0.1:9401', secureApiUrl: null }

describe('the playground of the last session', () => {
  test('is remembered with how long its tokens live and its sign-ins last', async () => {
    const playground = { ...addresses, accessTokenSeconds: 10, signInSeconds: 60 }
    await createLastSessionFile(folder, openConf).save(() => ({ playground }))
    expect(createLastSessionFile(folder, openConf).get().playground).toEqual(playground)
  })

  test('that is from before sign-ins had an end of their own keeps the rest, with sign-ins of 14 days', () => {
    const before = { playground: { ...addresses, accessTokenSeconds: 10 } }
    writeFileSync(path.join(folder, 'session.json'), JSON.stringify(before))
    expect(createLastSessionFile(folder, openConf).get().playground).toEqual({
      ...addresses,
      ...{ accessTokenSeconds: 10, signInSeconds: 1_209_600 },
    })
  })
})

describe('the last session', () => {
  test('keeps the changes of all who save at once, also within the same part', async () => {
    const session = createLastSessionFile(folder, openConf)
    await Promise.all([
      session.save(({ playground }) => ({ playground: { ...playground, accessTokenSeconds: 20 } })),
      session.save(() => ({ memoryOnly: true })),
      session.save(({ playground }) => ({ playground: { ...playground, signInSeconds: 120 } })),
    ])
    const next = createLastSessionFile(folder, openConf).get()
    expect(next).toMatchObject({ memoryOnly: true, playground: { accessTokenSeconds: 20, signInSeconds: 120 } })
    expect(session.get()).toEqual(next)
  })

  test('is as it was where a save fails, and the next save is tried', async () => {
    const session = createLastSessionFile(folder, openConf)
    await session.save(() => ({ workspaceFolder: '/home/kim/orders' }))
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file in the place of the folder')
    const failing = session.save(() => ({ memoryOnly: true }))
    await expect(failing).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(session.get()).toMatchObject({ memoryOnly: false, workspaceFolder: '/home/kim/orders' })
    rmSync(folder)
    await session.save(() => ({ hasStarters: true }))
    const next = createLastSessionFile(folder, openConf).get()
    expect(next).toMatchObject({ memoryOnly: false, hasStarters: true, workspaceFolder: '/home/kim/orders' })
  })
})
