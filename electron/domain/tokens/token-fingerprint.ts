import { createHash } from 'node:crypto'
import type { SecretText } from '../vault/secret-text.ts'

/** Tells one token from another without keeping either. */
export const tokenFingerprint = (token: SecretText): string =>
  createHash('sha256').update(token.reveal()).digest('base64url')
