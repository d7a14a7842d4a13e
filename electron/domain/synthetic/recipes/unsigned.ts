import { rowOf } from '../../json/row-of.ts'
import { withoutMember, writeObject } from '../json-text.ts'
import { edited, headerWith, whyNot, type Recipe } from './recipe.ts'

const none = (id: string, spelling: string): Recipe => ({
  id,
  title: `alg ${spelling}`,
  finds:
    spelling === 'none'
      ? 'The API takes a token without a signature, because the token itself says that it needs none. Anybody can write one.'
      : `The API refuses alg none, but not in this spelling: “${spelling}”. Anybody can write a token.`,
  reference: 'RFC 8725 §2.1, §3.1',
  make: (base) => edited(base, { header: headerWith(base, ['alg', spelling]), signing: { how: 'cut-off' } }),
})

// What stands under the examples of RFC 7515 appendix A.2 and A.3 and RFC 8037 appendix A.4: real, and not of this token.
const published = {
  rsa: [
    'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1',
    'dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwu',
    'sC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw',
  ].join(''),
  ec: 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
  ed: 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
  hmac: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
}

function publishedFor(alg: string): string {
  if (/^(?:RS|PS)/.test(alg)) return published.rsa
  if (alg.startsWith('Ed')) return published.ed
  return alg.startsWith('ES') ? published.ec : published.hmac
}

/** R and S of an ECDSA signature together, in bytes (RFC 7518 §3.4). */
const ecdsaBytes: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132 }

/** Ends that no issuer put under a token. */
export const unsignedRecipes: readonly Recipe[] = [
  none('alg-none', 'none'),
  none('alg-none-capital', 'None'),
  none('alg-none-upper', 'NONE'),
  none('alg-none-mixed', 'nOnE'),
  {
    id: 'alg-missing',
    title: 'No alg at all',
    finds: 'The API takes a token whose header names no algorithm as one that needs no signature.',
    reference: 'RFC 7515 §4.1.1',
    make: (base) =>
      edited(base, { header: writeObject(withoutMember(base.headerMembers, 'alg')), signing: { how: 'cut-off' } }),
  },
  {
    id: 'signature-cut',
    title: 'Signature cut off',
    finds: 'The API does not miss the signature: it reads the claims and never checks who wrote them.',
    reference: 'RFC 7515 §5.2',
    make: (base) => edited(base, { signing: { how: 'cut-off' } }),
  },
  {
    id: 'signature-flipped',
    title: 'One bit of the signature changed',
    finds: 'The API looks at the signature, but does not check it: nothing else of this token was changed.',
    reference: 'RFC 7515 §5.2',
    make: (base) => edited(base, { signing: { how: 'bit-flipped' } }),
  },
  {
    id: 'signature-of-another',
    title: 'Signature of another token',
    finds: 'The API is content with any real signature. This one is published in an RFC, under another token.',
    reference: 'RFC 7515 §5.2, appendix A',
    make: (base) => edited(base, { signing: { how: 'written', signature: publishedFor(base.alg) } }),
  },
  {
    id: 'psychic-signature',
    title: 'Signature of zeros (psychic)',
    finds: 'The API runs on an ECDSA that takes zeros for a signature of anything, as Java 15 to 18 did.',
    reference: 'CVE-2022-21449, RFC 7518 §3.4',
    make(base) {
      const bytes = rowOf(ecdsaBytes, base.alg)
      if (bytes === null) {
        const alg = base.alg === '' ? 'no algorithm' : base.alg
        return whyNot(`It needs a token that is signed with ECDSA (ES256, ES384, ES512); this one names ${alg}`)
      }
      return edited(base, { signing: { how: 'written', signature: Buffer.alloc(bytes).toString('base64url') } })
    },
  },
]
