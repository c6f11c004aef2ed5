// The secret of an OAuth client, typed unseen or piped in.

import type { Secret } from '../model/secret.ts'
import { readSecret } from './secret-input.ts'
import type { Invocation } from './spec.ts'

/** On a terminal it is asked for, unseen. */
export async function clientSecret(invocation: Invocation): Promise<Secret | undefined> {
  const { options, text } = invocation
  if (options['client-secret-stdin'] !== true) return undefined
  const asking = { ...text, doctor: { ...text.doctor, askPassword: text.login.register.askSecret } }
  return readSecret({ ...invocation, text: asking, options: { ...options, 'password-stdin': true } })
}
