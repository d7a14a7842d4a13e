import { publicKeyForms, type PublicKeyForms } from '../public-key-forms.ts'
import { withMember, withoutMember, writeObject } from '../json-text.ts'
import {
  edited,
  hasKeyPair,
  headerWith,
  hmacFor,
  pairAlgorithm,
  pairAlgorithmName,
  whyNot,
  type Made,
} from './recipe.ts'
import type { Recipe, RecipeBase } from './recipe.ts'

const noPair = ({ alg }: RecipeBase): string =>
  `It needs a token that is signed with a private key (RS, PS, ES or EdDSA); this one ${alg === '' ? 'names no algorithm' : `names ${alg}`}`
const noKeys =
  'It needs the public keys of the token’s issuer, which are not known here: check the signature with them first'

/** Signed by HMAC with one form of the issuer's public key as the secret. */
function confusion(form: keyof PublicKeyForms, id: string, title: string, held: string): Recipe {
  return {
    id,
    title: `HMAC with the public key (${title})`,
    finds: `The API lets the token choose the algorithm, and takes the issuer’s public key, ${held}, for a shared secret. Everybody has that key.`,
    reference: 'RFC 8725 §2.1, §3.1',
    make(base) {
      if (!hasKeyPair(base)) return whyNot(noPair(base))
      const alg = hmacFor(base)
      const header = headerWith(base, ['alg', alg])
      if (base.publicKeys === null) return whyNot(noKeys)
      const forms = publicKeyForms(base.publicKeys, base.alg, base.keyId)
      if (forms === null) return whyNot(`The issuer publishes no key that fits ${base.alg}`)
      if (form === 'pem') return edited(base, { header, signing: { how: 'key-confusion', alg } })
      const key = forms[form]
      if (key === null) return whyNot('It needs an RSA key; the issuer’s is of another kind')
      return edited(base, { header, signing: { how: 'key', alg, key } })
    },
  }
}

const foreign = (base: RecipeBase, header: string, embed = false): Made =>
  edited(base, { header, signing: { how: 'foreign-key', alg: pairAlgorithm(base), embed } })

/** A key of ours that the header points at: RFC 7515 §4.1.2 and §4.1.5. Port 9 is nobody's (RFC 863). */
const pointing = (name: 'jku' | 'x5u', what: string, section: string): Recipe => ({
  id: `foreign-${name}`,
  title: `Key at a foreign address (${name})`,
  finds: `The API fetches ${what} from wherever the token says. The address leads to nobody, so such an API answers late or with an error of its own (5xx) in place of a clean 401.`,
  reference: `RFC 7515 ${section}, RFC 8725 §3.10`,
  make: (base) =>
    foreign(base, headerWith(base, ['alg', pairAlgorithmName(base)], [name, `http://127.0.0.1:9/claimcheck-${name}`])),
})

/** Signed by HMAC with a secret that stands written here, `kid` leading to it. */
const withSecret = (key: string, changes: (base: RecipeBase) => readonly (readonly [string, unknown])[]) =>
  function make(base: RecipeBase): Made {
    const alg = hmacFor(base)
    return edited(base, { header: headerWith(base, ['alg', alg], ...changes(base)), signing: { how: 'key', alg, key } })
  }

/** Signed, but with a key that is not the issuer's, or is no key at all. */
export const keyRecipes: readonly Recipe[] = [
  {
    id: 'foreign-key',
    title: 'Signed with another key',
    finds: 'The API sees a signature of the right form, and does not check it with the issuer’s key.',
    reference: 'RFC 7515 §5.2',
    make: (base) => foreign(base, headerWith(base, ['alg', pairAlgorithmName(base)])),
  },
  confusion('pem', 'key-confusion', 'PEM', 'as PEM'),
  confusion(
    'pemTrimmed',
    'key-confusion-trimmed',
    'PEM without the last line break',
    'as PEM without its last line break',
  ),
  confusion('pkcs1', 'key-confusion-pkcs1', 'RSA PEM', 'in the older form of PEM'),
  confusion('jwk', 'key-confusion-jwk', 'JWK', 'as a JWK'),
  {
    id: 'embedded-jwk',
    title: 'Brings its own key (jwk)',
    finds:
      'The API checks the signature with the key that the token brings along, so everybody can sign for everybody.',
    reference: 'RFC 7515 §4.1.3, CVE-2018-0114',
    make(base) {
      const members = withMember(
        withoutMember(base.headerMembers, 'jwk'),
        'alg',
        JSON.stringify(pairAlgorithmName(base)),
      )
      return foreign(base, writeObject(members), true)
    },
  },
  pointing('jku', 'keys', '§4.1.2'),
  pointing('x5u', 'a certificate', '§4.1.5'),
  {
    id: 'unknown-kid',
    title: 'Key id that nobody has (kid)',
    finds: 'The API finds no key of that id, and goes on without one.',
    reference: 'RFC 7515 §4.1.4',
    make: (base) =>
      foreign(base, headerWith(base, ['alg', pairAlgorithmName(base)], ['kid', 'claimcheck-nobody-has-this-key'])),
  },
  {
    id: 'kid-path',
    title: 'Key id that is a path (kid)',
    finds: 'The API opens the file that kid names. This one leads to an empty file, so that an empty secret signs.',
    reference: 'RFC 8725 §3.10',
    make: withSecret('', () => [['kid', '../../../../../../../../dev/null']]),
  },
  {
    id: 'kid-sql',
    title: 'Key id that is SQL (kid)',
    finds:
      'The API puts kid into a query as it is. This one makes the query answer with a secret that the sender chose.',
    reference: 'RFC 8725 §3.10',
    make: withSecret('claimcheck', () => [['kid', "' UNION SELECT 'claimcheck' -- "]]),
  },
  {
    id: 'blank-secret',
    title: 'HMAC with an empty secret',
    finds: 'The API’s secret is empty, because a setting is missing, say, and it did not refuse to start without one.',
    reference: 'RFC 7518 §3.2, RFC 8725 §3.5',
    make: withSecret('', () => []),
  },
  {
    id: 'guessable-secret',
    title: 'HMAC with the secret “secret”',
    finds: 'The API’s secret is the one of every tutorial: whoever guesses it can write any token.',
    reference: 'RFC 8725 §2.2, §3.5',
    make: withSecret('secret', () => []),
  },
]
