import * as z from 'zod'
import { profileId, type ProfileId } from '../../contract/ids.ts'
import { authorityDigest, type Authority } from '../profiles/authority.ts'

/** Names the tokens of one profile at one authority, and their record: `<profile id> <authority digest>`. */
const tokensKeyText = z.string().brand<'TokensKey'>()
export type TokensKey = z.infer<typeof tokensKeyText>

const idLength = 36

/** Two environments of a profile are two authorities, so their tokens can neither be mixed nor overwrite each other. */
export const tokensKey = (id: ProfileId, authority: Authority): TokensKey =>
  tokensKeyText.parse(`${id} ${authorityDigest(authority)}`)

export const profileOf = (key: TokensKey): ProfileId => profileId.parse(key.slice(0, idLength))

/** The key that a record of ours is under; not for a bare profile id. */
export const keyOfRecord = (recordId: string): TokensKey => tokensKeyText.parse(recordId)

/** Whether a record's id is the profile's: under one of its keys, or bare as earlier versions wrote it. */
export const isRecordOf = (id: ProfileId, recordId: string): boolean => recordId === id || recordId.startsWith(`${id} `)
