import { findByPassword } from '../../people.ts'
import { challenge } from '../challenge.ts'
import { Refusal } from '../problem.ts'
import { invalidCredentials, noCredentials, type Door } from './door.ts'

const asked = challenge('Basic', { charset: 'UTF-8' })

const malformed = (detail: string): Refusal =>
  new Refusal({ status: 400, code: 'malformed_authorization', title: 'The Authorization header is malformed', detail })

/** User name and password (RFC 7617). */
export const basicDoor: Door = {
  way: 'basic',
  admit({ request }) {
    const { authorization = '' } = request.headers
    const [, scheme = '', encoded = ''] = /^\s*(\S+)\s*(\S*)\s*$/.exec(authorization) ?? []
    if (scheme.toLowerCase() !== 'basic') {
      throw noCredentials('Send a user name and a password with the scheme Basic.', asked)
    }
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw malformed('What follows Basic is not base64')
    const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
    if (user === undefined || password === undefined) throw malformed('There is no colon behind the user name')
    const person = findByPassword(user, password)
    if (person === undefined) throw invalidCredentials('The user name or the password is wrong.', asked)
    return { id: person.id, roles: person.roles }
  },
}
