import { randomUUID } from 'node:crypto'
import {
  looseToken,
  tokenInExchange,
  type LooseToken,
  type TokenInExchange,
} from '../../electron/contract/inspection.ts'

/** A token that main holds; parsed, so that a builder can't drift from the contract. */
export const aLooseToken = (some: Partial<LooseToken> = {}): LooseToken =>
  looseToken.parse({
    id: randomUUID(),
    place: 'the text itself',
    title: 'alice · login.example.test',
    format: 'jwt',
    kindName: 'JWT',
    reference: 'eyJhbGciOi…9f3kQw',
    expiresAt: null,
    synthetic: false,
    takenAt: '2026-11-22T21:50:00.000Z',
    ...some,
  })

export const aSyntheticToken = (some: Partial<LooseToken> = {}): LooseToken =>
  aLooseToken({ synthetic: true, place: 'made here: alg none, signature cut off', ...some })

export const aTokenInExchange = (some: Partial<TokenInExchange> = {}): TokenInExchange =>
  tokenInExchange.parse({ token: aLooseToken(), step: 0, part: 'answer-body', header: null, ...some })
