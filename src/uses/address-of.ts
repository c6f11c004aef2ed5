// The address in what a person typed.

import { type Address, parseAddress } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import { withoutUser } from './server-url.ts'

/** Throws `address-invalid`. */
export function addressOf(text: string): Address {
  const address = parseAddress(text)
  if (address === null) throw new SesameError('address-invalid', { text: /:.*@/s.test(text) ? withoutUser(text) : text })
  return address
}
