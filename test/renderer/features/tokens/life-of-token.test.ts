import { describe, expect, test } from 'vitest'
import { readableJson } from '../../../../renderer/text/claim-value.ts'
import { lifeOfToken } from '../../../../renderer/features/tokens/life-of-token.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const seconds = (count: number) => new Date(noon.getTime() + count * 1000).toISOString()
const token = (issuedSeconds: number | null, expiresSeconds: number | null) => ({
  issuedAt: issuedSeconds === null ? null : seconds(issuedSeconds),
  notBefore: null as string | null,
  obtainedAt: seconds(-100),
  expiresAt: expiresSeconds === null ? null : seconds(expiresSeconds),
})

describe('the life of a token as a bar', () => {
  test('has now where that share of it is over, and the last tenth as leeway', () => {
    expect(lifeOfToken(token(-250, 750), noon)).toMatchObject({
      nowShare: 0.25,
      leewayShare: 0.9,
      fractionLeft: 0.75,
      tone: 'ok',
      countdown: '12:30',
    })
  })
  test('has at least 30 seconds of leeway, and no more than the whole life', () => {
    expect(lifeOfToken(token(-10, 50), noon)?.leewayShare).toBe(0.5)
    expect(lifeOfToken(token(-5, 5), noon)).toMatchObject({ leewayShare: 0, tone: 'warn' })
  })
  test('begins when it was obtained, where the token does not say when it was issued', () => {
    expect(lifeOfToken(token(null, 100), noon)?.nowShare).toBe(0.5)
  })
  test('begins with nbf where that is all that it says, and with iat where it says both', () => {
    expect(lifeOfToken({ ...token(null, 100), notBefore: seconds(-300) }, noon)?.nowShare).toBe(0.75)
    expect(lifeOfToken({ ...token(-100, 100), notBefore: seconds(-300) }, noon)?.nowShare).toBe(0.5)
  })
  test('that does not count yet counts down to nbf, and has that part apart', () => {
    expect(lifeOfToken({ ...token(-100, 300), notBefore: seconds(100) }, noon)).toMatchObject({
      phase: 'early',
      tone: 'info',
      validFromShare: 0.5,
      countdown: '01:40',
    })
    expect(lifeOfToken({ ...token(-100, 300), notBefore: seconds(-50) }, noon)).toMatchObject({
      phase: 'running',
      tone: 'ok',
      validFromShare: 0.125,
    })
  })
  test('of a sender whose clock is ahead stays within the bar', () => {
    expect(lifeOfToken(token(50, 300), noon)).toMatchObject({ nowShare: 0, fractionLeft: 1, phase: 'running' })
  })
  test('that ends before it counts is over', () => {
    expect(lifeOfToken({ ...token(-300, -1), notBefore: seconds(100) }, noon)).toMatchObject({
      phase: 'over',
      tone: 'bad',
    })
  })
  test('is over when it has expired', () => {
    expect(lifeOfToken(token(-300, -1), noon)).toMatchObject({
      fractionLeft: 0,
      nowShare: 1,
      tone: 'bad',
      countdown: 'expired',
    })
  })
  test('is no bar where the end is unknown', () => {
    expect(lifeOfToken(token(-300, null), noon)).toBeNull()
  })
})

test('a claim is read without quotes, and a big integer keeps every digit', () => {
  expect(readableJson('"alice \\u00e9"')).toBe('alice é')
  expect(readableJson('12345678901234567890')).toBe('12345678901234567890')
  expect(readableJson('{"a":[1]}')).toBe('{"a":[1]}')
})
