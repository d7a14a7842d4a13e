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
  test('is remembered with how long its tokens live and its sign-ins last', () => {
    const playground = { ...addresses, accessTokenSeconds: 10, signInSeconds: 60 }
    createLastSessionFile(folder, openConf).save({ playground })
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
