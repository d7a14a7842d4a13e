import { writeObject } from '../json-text.ts'
import { edited, headerWith, type Recipe } from './recipe.ts'

const unsigned =
  'The signature stays as it was and no longer fits: sign with the issuer’s key to test this check alone.'

/** Headers that a receiver must not pass over. */
export const headerRecipes: readonly Recipe[] = [
  {
    id: 'typ-changed',
    title: 'Another kind of token (typ)',
    finds: `The API takes any JWT of its issuer, whatever it was made for: this one says that it is a logout token. ${unsigned}`,
    reference: 'RFC 8725 §3.11, RFC 9068 §4',
    make: (base) => edited(base, { header: headerWith(base, ['typ', 'logout+jwt']) }),
  },
  {
    id: 'unknown-crit',
    title: 'Demands what nobody knows (crit)',
    finds: `The API passes over crit: it must refuse a token that demands what it does not understand. ${unsigned}`,
    reference: 'RFC 7515 §4.1.11',
    make: (base) =>
      edited(base, { header: headerWith(base, ['crit', ['claimcheck-unknown']], ['claimcheck-unknown', true]) }),
  },
  {
    id: 'b64-false',
    title: 'Unencoded payload (b64 false)',
    finds: `The API reads the claims as if the header did not say that they are not encoded: what it checks and what it reads differ. ${unsigned}`,
    reference: 'RFC 7797 §3, §6',
    make: (base) => edited(base, { header: headerWith(base, ['b64', false], ['crit', ['b64']]) }),
  },
  {
    id: 'repeated-alg',
    title: 'Two algorithms (alg twice)',
    finds: 'The API checks one of the two and goes by the other: the last one is none, and nothing is signed.',
    reference: 'RFC 7515 §4, RFC 8725 §2.4',
    make: (base) =>
      edited(base, {
        header: writeObject([...base.headerMembers, { name: 'alg', json: '"none"' }]),
        signing: { how: 'cut-off' },
      }),
  },
]
