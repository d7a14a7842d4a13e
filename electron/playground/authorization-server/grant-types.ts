/** RFC 8628 §3.4 */
export const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code'
/** RFC 7523 §2.1 */
export const jwtBearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
/** RFC 8693 §2.1 */
export const tokenExchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
