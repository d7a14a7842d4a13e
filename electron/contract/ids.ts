import * as z from 'zod'

/** Names a profile for its whole life; never reused. */
export const profileId = z.uuid().brand<'ProfileId'>()
export type ProfileId = z.infer<typeof profileId>

/** Names one exchange; the window makes it, so that it can cancel before the first answer. */
export const exchangeId = z.uuid().brand<'ExchangeId'>()
export type ExchangeId = z.infer<typeof exchangeId>

/** Names a token that main holds for a person to look at; it is no part of the token, and dies with the program. */
export const looseTokenId = z.uuid().brand<'LooseTokenId'>()
export type LooseTokenId = z.infer<typeof looseTokenId>

/**
 * A place inside the workspace folder: segments joined by '/', no '.' or '..', no leading or trailing '/'.
 * The root of the workspace is the empty string. A request's path ends in '.yml'.
 */
export const itemPath = z
  .string()
  .max(1000)
  .refine(
    (text) =>
      text === '' ||
      text.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\u0000-\u001f]/.test(part)),
    { error: 'This is not a place inside the workspace' },
  )
  .brand<'ItemPath'>()
export type ItemPath = z.infer<typeof itemPath>
