import { describe, expect, test } from 'vitest'
import { readExchangeFile, writeExchangeFile } from '../../../../electron/domain/profiles/exchange-file.ts'
import { readExportedVault } from '../../../../electron/domain/vault/vault-transfer-file.ts'
import { frameVault } from '../../../../electron/domain/vault/vault-file-frame.ts'

const vaultFile = frameVault([Buffer.from('{}')], 'a'.repeat(64))
const exportedVault = Buffer.from(`{"claimcheck":"exported vault","sha256":"${'a'.repeat(64)}","export":{}}\n`)
const reasonOf = (reason: RegExp) => ({ details: { reason: expect.stringMatching(reason) } })

describe('a file of another kind', () => {
  test('is named where a vault is imported, with the place where it goes', async () => {
    const profiles = await writeExchangeFile([], async () => null)
    await expect(readExportedVault(profiles)).rejects.toMatchObject(
      reasonOf(/^It is an export of profiles: .*Import profiles…/),
    )
    await expect(readExportedVault(vaultFile)).rejects.toMatchObject(reasonOf(/^It is the file of a vault itself/))
    await expect(readExportedVault(Buffer.from('{}'))).rejects.toMatchObject(
      reasonOf(/^It is no vault that Claimcheck/),
    )
  })

  test('is named where profiles are imported, with the place where it goes', () => {
    const thrown = (bytes: Uint8Array): unknown => {
      try {
        return readExchangeFile(bytes)
      } catch (error) {
        return error
      }
    }
    expect(thrown(exportedVault)).toMatchObject(reasonOf(/^It is an export of a vault: .*“Import…”/))
    expect(thrown(vaultFile)).toMatchObject(reasonOf(/^It is the file of a vault itself/))
    expect(thrown(Buffer.from('{}'))).toMatchObject(reasonOf(/^It is no file of profiles/))
  })
})
