import { bodySliceLimitBytes } from '../../electron/contract/exchanges.ts'
import { answerOf, type Journey } from './compose-for-journey.ts'
import { ofProfile } from './subject-of.ts'

/** Who is at the door, as the API sees it; `body` is the JSON that it answered. */
export async function whoAmI(claimcheck: Journey, url: string, as: string | null) {
  const exchange = await claimcheck.send({ url }, as)
  const { bytes } = await claimcheck.ask('exchanges.readBody', {
    ...{ exchangeId: exchange.id, offset: 0, length: bodySliceLimitBytes },
  })
  const body: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
  return { exchange, status: answerOf(exchange).status, body }
}

/** A claim of the profile's token as the inspector shows it; null where there is none. */
export async function claimOf(claimcheck: Journey, name: string, claim: string): Promise<unknown> {
  const { id: profileId } = await claimcheck.profile(name)
  const token = await claimcheck.ask('tokens.inspect', ofProfile(profileId))
  return JSON.parse(token?.claims.find((each) => each.name === claim)?.json ?? 'null')
}
